import type { MeasureInputs, MeasureResult } from '../../measure';
import { rateResult, undefinedResult } from '../../results';

const countedOf = ({ rows, weight, served }: MeasureInputs['forecastIntervals']) => ({
  rows,
  weight,
  coverage: served > 0 ? weight / served : undefined,
});

const reasonOf = ({ servedRows }: MeasureInputs['forecastIntervals']): string =>
  servedRows > 0 ? 'no labelled predictions' : 'no prediction came with an interval';

/**
 * Share of the labels that lie in the interval that the model gave with its prediction, ends included, with its Wilson
 * interval: to be held against the coverage that the model promises, not against 1.
 */
export function intervalCoverage(counts: MeasureInputs['forecastIntervals']): MeasureResult {
  const { weight, below, above, rows } = counts;
  const result = rateResult({
    part: weight - below - above,
    whole: weight,
    wholeRows: rows,
    ...countedOf(counts),
    reason: reasonOf(counts),
  });
  if (result.value === null) return result;
  return {
    ...result,
    details: { below: (below / weight).toPrecision(4), above: (above / weight).toPrecision(4) },
  };
}

/** Mean width of the intervals of labelled predictions, in the unit of the target: coverage alone is bought by width. */
export function intervalWidth(counts: MeasureInputs['forecastIntervals']): MeasureResult {
  if (!(counts.weight > 0)) return undefinedResult(reasonOf(counts), countedOf(counts));
  return { value: counts.width / counts.weight, ...countedOf(counts) };
}
