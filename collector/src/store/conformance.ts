import { describeBins } from './conformance/bins';
import { describeEstimates } from './conformance/estimates';
import { describeKeeping } from './conformance/keeping';
import { describeLabelled } from './conformance/labelled';
import { describeRows } from './conformance/rows';
import { loans } from './conformance/sample';
import { describeSamples } from './conformance/samples';
import { describeTasks } from './conformance/tasks';
import { describeValues } from './conformance/values';
import type { Store } from './store';

/**
 * What every engine must do. `open` makes a store in a folder, or opens the one that is there; each test has a
 * folder of its own.
 */
export function describeStore(
  name: string,
  fixture: {
    makeFolder: () => string;
    removeFolder: (folder: string) => void;
    open: (folder: string) => Promise<Store>;
  },
): void {
  describe(name, () => {
    let folder: string;
    let store: Store;
    beforeEach(async () => {
      folder = fixture.makeFolder();
      store = await fixture.open(folder);
      await store.ensureSchema(loans);
    });
    afterEach(async () => {
      await store.close();
      fixture.removeFolder(folder);
    });
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await fixture.open(folder);
    };
    describe('counting bins', () => describeBins(() => store));
    describe('counting values', () => describeValues(() => store));
    describe('labels and serving', () => describeLabelled(() => store));
    describe('other tasks', () => describeTasks(() => store));
    describe('estimates without labels', () => describeEstimates(() => store));
    describe('reading rows', () => describeRows(() => store));
    describe('sampling rows', () => describeSamples(() => store));
    describe('keeping', () => describeKeeping(() => store, reopen));
  });
}
