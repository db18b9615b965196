import { noParity } from '../../contract';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputReader } from './cell';

/** Difference of numbers that nobody calls a difference: of a value that went through a 32-bit float or a decimal text. */
const USUAL_TOLERANCE = 1e-6;

/** Served values of each feature beside the offline ones. */
export const parity: InputReader<'parity'> = {
  read: async (plan, store, signal) => {
    const tolerances = Object.fromEntries(plan.features.map((name) => [name, toleranceOf(plan, name)]));
    const counted = await store.countParity({ ...aggregateOf(plan), tolerances }, signal);
    return counted.flatMap(({ bucket, labels, value }) =>
      Object.entries(value).map(([feature, counts]) => ({
        bucket,
        labels: { ...labels, feature },
        input: counts,
      })),
    );
  },
  empty: noParity,
};

/** The query's word, else the feature's. */
function toleranceOf({ params, model }: QueryPlan, feature: string): number {
  if (typeof params.tolerance === 'number') return params.tolerance;
  return model?.spec.features.find(({ name }) => name === feature)?.parityTolerance ?? USUAL_TOLERANCE;
}
