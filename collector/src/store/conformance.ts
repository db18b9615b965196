import { describeAggregates } from './conformance/aggregates';
import { describeBaselineRows } from './conformance/baselineRows';
import { describeBesides } from './conformance/besides';
import { describeBins } from './conformance/bins';
import { describeEstimates } from './conformance/estimates';
import { describeKeeping } from './conformance/keeping';
import { describeLabelled } from './conformance/labelled';
import { describeRows } from './conformance/rows';
import { loans } from './conformance/sample';
import { describeSamples } from './conformance/samples';
import { describeShadow } from './conformance/shadow';
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
    /** Only these parts: of a store that passes everything on to one that is tested in full. */
    parts?: string[];
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
    const part = (about: string, tests: () => void): void => {
      if (fixture.parts?.includes(about) ?? true) describe(about, tests);
    };
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await fixture.open(folder);
    };
    const renew = async (): Promise<void> => {
      await store.close();
      fixture.removeFolder(folder);
      folder = fixture.makeFolder();
      store = await fixture.open(folder);
      await store.ensureSchema(loans);
    };
    part('counting bins', () => describeBins(() => store));
    part('counting values', () => describeValues(() => store));
    part('labels and serving', () => describeLabelled(() => store));
    part('late and beside', () => describeBesides(() => store));
    part('shadow', () => describeShadow(() => store));
    part('other tasks', () => describeTasks(() => store));
    part('estimates without labels', () => describeEstimates(() => store));
    part('reading rows', () => describeRows(() => store));
    part('sampling rows', () => describeSamples(() => store));
    part('rows of baselines', () => describeBaselineRows(() => store));
    part('aggregates', () => describeAggregates(() => store, reopen, renew));
    part('keeping', () => describeKeeping(() => store, reopen));
  });
}
