import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { expectedCounts, type ExpectedClass } from './expectedCounts';
import { trustOf } from './trust';

/** An estimate as a measure: refused, with its reason, where too many rows are unlike the baseline. */
export function estimateMeasure(
  formula: (
    expected: { classes: ExpectedClass[]; right: number; weight: number },
    predictions: MeasureInputs['estimate']['predictions'],
  ) => number | { reason: string },
) {
  return (input: MeasureInputs['estimate'], { maximumOutside }: Parameters): MeasureResult => {
    const { predictions } = input;
    const weight = predictions.weights.reduce((total, one) => total + one, 0);
    const counted = { rows: predictions.rows, weight };
    if (!(weight > 0)) return undefinedResult('no scored predictions', counted);
    const { details, refusal } = trustOf(input, Number(maximumOutside), counted);
    if (refusal) return refusal;
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
