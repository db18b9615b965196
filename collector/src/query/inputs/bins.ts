import { type BinCounts, type ColumnProfile, SCORE_COLUMN } from '../../contract';
import type { Store } from '../../store';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputCell, type InputReader } from './cell';
import { readJoinedBins } from './joinedBins';

/** Counts of every feature by the bins of its baseline, in one request. */
export async function readBaselineBins(plan: QueryPlan, store: Store, signal?: AbortSignal) {
  const columns = Object.fromEntries(plan.features.map((name) => [name, profileOf(plan, name)]));
  const groups = await store.countBins({ ...aggregateOf(plan), columns }, signal);
  return groups.flatMap(({ bucket, labels, value }) =>
    plan.features.flatMap((feature): (InputCell<'bins'> & { input: BaselineBins })[] => {
      const current = value[feature];
      return current
        ? [{ bucket, labels: { ...labels, feature }, input: { profile: columns[feature]!, current } }]
        : [];
    }),
  );
}

export interface BaselineBins {
  profile: ColumnProfile;
  current: BinCounts;
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

export const emptyBins = (plan: QueryPlan, feature: string): BaselineBins => {
  const profile = profileOf(plan, feature);
  const counts = profile.counts.map(() => 0);
  return {
    profile,
    current: {
      type: profile.type,
      counts,
      unseen: 0,
      missing: 0,
      invalid: 0,
      belowRange: 0,
      aboveRange: 0,
      rows: 0,
    },
  };
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
