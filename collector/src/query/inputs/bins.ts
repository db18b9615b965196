import { type BinCounts, type ColumnProfile, SCORE_COLUMN } from '../../contract';
import type { Store } from '../../store';
import { placeOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputCell, type InputReader } from './cell';
import { addColumns, readEarlierCells } from './earlierCells';
import { readJoinedBins } from './joinedBins';

/** Counts of every feature by the bins of its baseline, in one request. */
export async function readBaselineBins(plan: QueryPlan, store: Store, signal?: AbortSignal) {
  const columns = Object.fromEntries(plan.features.map((name) => [name, profileOf(plan, name)]));
  const groups = await store.countBins({ ...aggregateOf(plan), columns }, signal);
  const earlier = await readEarlierCells(
    plan,
    (request) => store.countBins({ ...request, columns }, signal),
    addColumns,
  );
  return groups.flatMap(({ bucket, labels, value }) => {
    const before = earlier.get(placeOf({ bucket, labels }));
    return plan.features.flatMap((feature): (InputCell<'bins'> & { input: BaselineBins })[] => {
      const current = value[feature];
      if (!current) return [];
      const profile = columns[feature]!;
      const compared = plan.earlier && { earlier: before?.[feature] ?? noCounts(profile) };
      return [{ bucket, labels: { ...labels, feature }, input: { profile, current, ...compared } }];
    });
  });
}

export interface BaselineBins {
  profile: ColumnProfile;
  current: BinCounts;
  earlier?: BinCounts;
}

/** The baseline's profile of a column; one without rows where the baseline does not have it. */
export function profileOf({ baseline, model }: QueryPlan, column: string): ColumnProfile {
  const known = baseline?.columns[column];
  if (known) return known;
  const type = model?.schema.features.find(({ name }) => name === column)?.type ?? 'number';
  if (column !== SCORE_COLUMN && type !== 'number') return { type, levels: [], counts: [], missing: 0, n: 0 };
  return {
    type: 'number',
    edges: [],
    counts: [0],
    missing: 0,
    n: 0,
    min: null,
    max: null,
    mean: null,
    std: null,
    distinct: 0,
  };
}

const noCounts = (profile: ColumnProfile): BinCounts => ({
  type: profile.type,
  counts: profile.counts.map(() => 0),
  unseen: 0,
  missing: 0,
  invalid: 0,
  belowRange: 0,
  aboveRange: 0,
  rows: 0,
});

export const emptyBins = (plan: QueryPlan, feature: string): BaselineBins => {
  const profile = profileOf(plan, feature);
  const current = noCounts(profile);
  return { profile, current, ...(plan.earlier && { earlier: noCounts(profile) }) };
};

export const bins: InputReader<'bins'> = {
  read: (plan, store, signal) =>
    plan.params.bins === 'joined'
      ? readJoinedBins(plan, store, signal)
      : readBaselineBins(plan, store, signal),
  empty: (plan, labels) =>
    plan.params.bins === 'joined'
      ? { joined: { baseline: [1], current: [0], rows: 0 } }
      : emptyBins(plan, labels.feature ?? ''),
};
