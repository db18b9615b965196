import type { ConfusionCounts, DisparityNumber } from '../../contract';
import type { GroupRate, WorstPair } from './comparedGroups';

/** What a table tells of a group beside its rate. */
export const describeGroup = (
  { servedRows, rows }: Pick<ConfusionCounts, 'servedRows' | 'rows'>,
  own: Pick<GroupRate, 'group' | 'isSmall'> | undefined,
  pair: Pick<WorstPair, 'highest' | 'lowest'> | null,
) => ({
  size: servedRows,
  labelled: rows,
  // A group with nothing to take a rate of is too small for it.
  isSmall: own?.isSmall ?? true,
  isWorst: own !== undefined && (pair?.highest.group === own.group || pair?.lowest.group === own.group),
});

/** A disparity with its ends and the baseline's, as a table's metadata tell it. */
export const summarize = (
  value: number | null,
  interval: { lower: number; upper: number } | null,
  baseline: number | null,
): DisparityNumber => ({
  value,
  lower: value === null ? null : (interval?.lower ?? null),
  upper: value === null ? null : (interval?.upper ?? null),
  baseline,
});
