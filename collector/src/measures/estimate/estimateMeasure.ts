import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { expectedCounts, type ExpectedClass } from './expectedCounts';

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/**
 * An estimate as a measure: refused, with its reason, where too many rows are unlike the baseline, because a
 * calibration says nothing about scores of such rows (a feature in another unit gave an estimated ROC AUC of 0.947
 * where the labels then said 0.613).
 */
export function estimateMeasure(
  formula: (
    expected: { classes: ExpectedClass[]; right: number; weight: number },
    predictions: MeasureInputs['estimate']['predictions'],
  ) => number | { reason: string },
) {
  return (input: MeasureInputs['estimate'], { maximumOutside }: Parameters): MeasureResult => {
    const { predictions, outside } = input;
    const weight = predictions.weights.reduce((total, one) => total + one, 0);
    const counted = { rows: predictions.rows, weight };
    if (!(weight > 0)) return undefinedResult('no scored predictions', counted);
    const share = outside.weight > 0 ? outside.outside / outside.weight : 0;
    const details = { 'outside the baseline': percent(share) };
    if (share > Number(maximumOutside)) {
      const reason =
        `${percent(share)} of the rows are outside the baseline, and above ` +
        `${percent(Number(maximumOutside))} nothing is estimated`;
      return { ...undefinedResult(reason, counted), details };
    }
    const value = formula({ ...expectedCounts(input), weight }, predictions);
    if (typeof value !== 'number') return { ...undefinedResult(value.reason, counted), details };
    return { value, ...counted, details };
  };
}

/**
 * Mean over the classes of a share of expected counts; a class of which it is not defined counts 0 there, as in
 * NannyML 0.13.1. Of two classes it is that of the positive one, and null where it is not defined.
 */
export const shareOfClasses = (
  part: (counts: ExpectedClass) => number,
  whole: (counts: ExpectedClass) => number,
  reason: string,
) =>
  estimateMeasure(({ classes }) => {
    if (classes.length === 1 && !(whole(classes[0]!) > 0)) return { reason };
    const shares = classes.map((counts) => (whole(counts) > 0 ? part(counts) / whole(counts) : 0));
    return shares.reduce((total, share) => total + share, 0) / shares.length;
  });
