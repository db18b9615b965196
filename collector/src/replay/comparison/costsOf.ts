import type { ComparedCost, ComparedSide, ReplayRun, VersionEntry } from '../../contract';
import type { Selection, Store } from '../../store';
import { LOGGED } from './chooseSides';
import { computePerMillion } from './judgeCost';

const SECOND_MS = 1000;

/** What each side costs: the time that the run took to score a row, what its requests were logged with, its size. */
export async function costsOf({
  store,
  selection,
  run,
  versions,
  price,
}: {
  store: Pick<Store, 'countServing'>;
  selection: Selection;
  run: ReplayRun;
  versions: Record<string, VersionEntry>;
  /** Of a core for an hour. */
  price: number | undefined;
}): Promise<(side: ComparedSide) => ComparedCost> {
  const served = await store.countServing({ selection, groupBy: ['version'], bucketMs: null, quantiles: [] });
  return ({ version, repaired }) => {
    const requests = served.filter(({ labels }) => version === LOGGED || labels.version === version);
    const cost = requests.reduce((sum, { value }) => sum + value.cost, 0);
    const costed = requests.reduce((sum, { value }) => sum + value.costed, 0);
    const result = run.results.find((one) => one.version === version && one.repaired === repaired);
    const msPerRow = result && result.rowsPerSecond > 0 ? SECOND_MS / result.rowsPerSecond : null;
    return {
      msPerRow,
      costPerPrediction: costed > 0 ? cost / costed : null,
      computePerMillion: computePerMillion(msPerRow, price),
      sizeBytes: versions[version]?.sizeBytes ?? null,
    };
  };
}
