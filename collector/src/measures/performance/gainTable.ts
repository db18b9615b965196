import { GAIN_FIELDS, type ScoreCounts } from '../../contract';
import type { MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { missingClass, standing } from './scores';

/**
 * Gain and lift: the labelled predictions by falling score in parts of equal size, and how many of the positives the
 * parts so far hold (gain), over what as many drawn at random would (lift). Its value is the lift of the first part.
 * Rows with the same score that two parts share are divided between them in proportion: no order among them is known.
 *
 * @example 8 positives of 20, 4 of them among the top 5: gain of the first quarter 0.5, lift 2
 */
export function gainTable(counts: ScoreCounts, { parts }: Parameters): MeasureResult {
  const { positives, negatives, counted } = standing(counts);
  const reason = missingClass(positives, negatives);
  if (reason === 'no labelled predictions' || reason === 'no positive labels') {
    return undefinedResult(reason, counted);
  }
  const total = Number(parts);
  const found = positivesAtTop(counts, total);
  const rows = found.map((upTo, index): number[] => {
    const before = index === 0 ? 0 : found[index - 1]!;
    const share = (index + 1) / total;
    const gain = upTo / positives;
    return [
      share,
      counted.weight / total,
      upTo - before,
      (upTo - before) / (counted.weight / total),
      gain,
      gain / share,
      ((upTo - before) / positives) * total,
    ];
  });
  return {
    value: rows[0]![5]!,
    ...counted,
    table: {
      columns: [
        { name: GAIN_FIELDS.top, type: 'number', unit: 'percentunit' },
        { name: GAIN_FIELDS.count, type: 'number', unit: 'short' },
        { name: GAIN_FIELDS.positives, type: 'number', unit: 'short' },
        { name: GAIN_FIELDS.precision, type: 'number', unit: 'percentunit' },
        { name: GAIN_FIELDS.gain, type: 'number', unit: 'percentunit' },
        { name: GAIN_FIELDS.lift, type: 'number' },
        { name: GAIN_FIELDS.liftOfPart, type: 'number' },
      ],
      rows,
    },
  };
}

/** Positives among the first part, the first two, and so on, by falling score. */
function positivesAtTop({ scores, positives, negatives }: ScoreCounts, parts: number): number[] {
  const weights = positives.map((count, k) => count + negatives[k]!);
  const size = weights.reduce((sum, weight) => sum + weight, 0) / parts;
  const found: number[] = [];
  let seen = 0;
  let seenPositives = 0;
  for (let k = scores.length - 1; k >= 0; k--) {
    while (found.length < parts - 1 && seen + weights[k]! > (found.length + 1) * size) {
      const inPart = ((found.length + 1) * size - seen) / weights[k]!;
      found.push(seenPositives + inPart * positives[k]!);
    }
    seen += weights[k]!;
    seenPositives += positives[k]!;
  }
  while (found.length < parts) found.push(seenPositives);
  return found;
}
