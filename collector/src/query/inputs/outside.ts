import type { ColumnProfile, OutsideCounts } from '../../contract';
import type { QueryPlan } from '../plan';

/** Features that the baseline knows; one that came later is unlike nothing. */
export const knownColumns = ({ baseline, model }: QueryPlan): Record<string, ColumnProfile> =>
  Object.fromEntries(
    model!.schema.features.flatMap(({ name }) => {
      const profile = baseline!.columns[name];
      return profile ? [[name, profile]] : [];
    }),
  );

export const NOTHING_OUTSIDE: OutsideCounts = { outside: 0, weight: 0, rows: 0 };
