import type { FeedState } from '../cli/load';
import type { Store } from '../store';

const COLLECTION = 'demo';
const ID = 'state';

/** What a second start must know: how the log was moved, and how far it has been played. */
export interface DemoState {
  shiftMs: number;
  loadedAt: number;
  feed: FeedState;
}

export const readDemoState = (store: Pick<Store, 'documents'>): Promise<DemoState | null> =>
  store.documents.get<DemoState>(COLLECTION, ID);

export const writeDemoState = (store: Pick<Store, 'documents'>, state: DemoState): Promise<void> =>
  store.documents.put(COLLECTION, ID, state);
