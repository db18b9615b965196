import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { criticalValue } from '../statistics';
import { percent, trustOf } from './trust';

/**
 * Mean of the losses that are expected of the rows. Its interval is that of the mean of so many rows whose losses vary as
 * those of the baseline did (NannyML's sampling error): it knows of chance, not of what the trees have not learned.
 */
function estimatedMean(shown: (mean: number) => number) {
  return (input: MeasureInputs['estimatedLoss'], { maximumOutside }: Parameters): MeasureResult => {
    const { losses, weights, learned, total } = input;
    const weight = weights.reduce((sum, one) => sum + one, 0);
    const rows = losses.length;
    const counted = { rows, weight };
    if (!(weight > 0) || !learned) return undefinedResult('no predictions', counted);
    const { details: trust, refusal } = trustOf(input, Number(maximumOutside), counted);
    const details = { ...trust, ...(total > rows && { 'rows read': percent(rows / total) }) };
    if (refusal) return { ...refusal, details };
    const mean = losses.reduce((sum, loss, row) => sum + loss * weights[row]!, 0) / weight;
    if (!Number.isFinite(mean)) {
      return { ...undefinedResult('the errors are too large for this measure', counted), details };
    }
    const squaredWeights = weights.reduce((sum, one) => sum + one ** 2, 0);
    const half = (criticalValue(0.95) * learned.deviation * Math.sqrt(squaredWeights)) / weight;
    const interval = { lower: shown(Math.max(0, mean - half)), upper: shown(mean + half) };
    return { value: shown(mean), interval, ...counted, details };
  };
}

/** Mean absolute error to be expected. */
export const estimatedMeanAbsoluteError = estimatedMean((mean) => mean);

/** Mean squared error to be expected. */
export const estimatedMeanSquaredError = estimatedMean((mean) => mean);

/** √ of the mean squared error to be expected. */
export const estimatedRootMeanSquaredError = estimatedMean(Math.sqrt);
