import type { DistinctValues } from '../../contract';
import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { rowsPerWeight, undefinedResult } from '../results';
import {
  andersonDarling,
  cramerVonMises,
  energyDistance,
  eppsSingleton,
  kolmogorovSmirnov,
  mannWhitney,
  mergeValueCounts,
  type TwoSampleResult,
  type ValueCounts,
  wasserstein,
  welchT,
} from '../twoSample';
import { NO_EARLIER_ROWS } from './shares';
import { testResult } from './testResult';

/**
 * A two-sample test as a measure. Weights of sampled requests are brought back to the number of logged rows, because a
 * p-value knows how often something was seen and not how often it is thought to have happened; where every request is
 * logged that changes nothing.
 */
function valueMeasure(test: (counts: ValueCounts, params: Parameters) => TwoSampleResult) {
  return ({ baseline, current, isWindow }: MeasureInputs['values'], params: Parameters): MeasureResult => {
    const weight = weightOf(current);
    const counted = {
      rows: current.rows,
      ...(isWindow && { evidenceRows: Math.min(current.rows, baseline?.rows ?? 0) }),
      weight,
    };
    if (!baseline) return undefinedResult('the baseline has no values', counted);
    if (isWindow && baseline.rows === 0) return undefinedResult(NO_EARLIER_ROWS, counted);
    if (current.rows === 0) return undefinedResult('no present values', counted);
    return testResult(test(mergeCounts(baseline, current), params), counted);
  };
}

const weightOf = ({ weights }: DistinctValues): number => weights.reduce((total, one) => total + one, 0);

/** Weights as numbers of logged rows. */
function loggedRows(values: DistinctValues): Float64Array {
  const perWeight = rowsPerWeight(values.rows, weightOf(values));
  return values.weights.map((weight) => weight * perWeight);
}

function mergeCounts(baseline: DistinctValues, current: DistinctValues): ValueCounts {
  const none = ({ values }: DistinctValues) => new Float64Array(values.length);
  return mergeValueCounts(
    { values: baseline.values, baseline: loggedRows(baseline), current: none(baseline) },
    {
      values: current.values,
      baseline: none(current),
      current: loggedRows(current),
    },
  );
}

export const kolmogorovSmirnovTest = valueMeasure(kolmogorovSmirnov);
export const cramerVonMisesTest = valueMeasure((counts, { form }) =>
  cramerVonMises(counts, form === 'scipy' ? 'asSciPy' : 'textbook'),
);
export const andersonDarlingTest = valueMeasure(andersonDarling);
export const eppsSingletonTest = valueMeasure(eppsSingleton);
export const mannWhitneyTest = valueMeasure(mannWhitney);
export const welchTest = valueMeasure(welchT);
export const energyDistanceOfValues = valueMeasure(energyDistance);

/** Evidently's: a constant baseline would make any distance infinite. */
const LEAST_STD = 0.001;

export const wassersteinDistance = valueMeasure((counts, { scale }) => {
  const result = wasserstein(counts);
  if (scale !== 'baselineStd' || result.statistic === null) return result;
  const statistic = result.statistic / Math.max(LEAST_STD, populationStd(counts));
  if (Number.isFinite(statistic)) return { ...result, statistic };
  return { statistic: null, reason: 'the values are too large for this statistic' };
});

function populationStd({ values, baseline }: ValueCounts): number {
  const n = baseline.reduce((total, count) => total + count, 0);
  const mean = baseline.reduce((total, count, i) => total + count * values[i]!, 0) / n;
  return Math.sqrt(baseline.reduce((total, count, i) => total + count * (values[i]! - mean) ** 2, 0) / n);
}
