import type { Store } from '../store';
import type { ThreadSetup } from './messages';
import { StoreThread } from './storeThread';

export interface StoreThreadOptions extends ThreadSetup {
  /** The program of the thread: it opens the store that it is told of and hands it to `serveStore`. */
  program: string;
  log?: (sentence: string) => void;
}

/** What yields row by row instead of answering once. */
const ITERATED = new Set(['readRows', 'readReplayScores']);
/** Memory that the caller does not look at again: its whole block, of which the records are most but seldom all. */
const HANDED_OVER: Record<string, (given: unknown[]) => ArrayBuffer[]> = {
  applyPacked: ([packed]) => [(packed as { bytes: Uint8Array<ArrayBuffer> }).bytes.buffer],
};

/**
 * Opens the embedded store in a thread of its own: the engine's calls, and the making of its rows, block the event loop
 * that they run on, which must stay free for requests. `T` names the methods that the program adds to the store.
 * @throws ModelWatchError as `openDuckDbStore`, and `store-thread-ended` from every method once the thread has died
 */
export async function openStoreThread<T extends object = object>({
  program,
  log = () => undefined,
  ...setup
}: StoreThreadOptions): Promise<Store & T> {
  const thread = new StoreThread(program, setup, log);
  const { description, methods } = await thread.ready;
  const documents: Record<string, unknown> = {};
  const store: Record<string, unknown> = { description, documents };
  for (const method of methods) {
    const [room, name] = method.split('.') as [string, string | undefined];
    const ask = (...given: unknown[]): unknown => {
      const signal = given.at(-1) instanceof AbortSignal ? (given.pop() as AbortSignal) : undefined;
      while (given.length > 0 && given.at(-1) === undefined) given.pop();
      if (ITERATED.has(method)) return thread.iterate({ method, args: given, signal });
      return thread.call({ method, args: given, signal }, HANDED_OVER[method]?.(given) ?? []);
    };
    if (name === undefined) store[room] = ask;
    else documents[name] = ask;
  }
  // The thread told the names of the very methods that the type lists.
  return store as unknown as Store & T;
}
