import { CONFUSION_FIELDS } from '../../contract';
import type { MeasureInputs, MeasureResult } from '../measure';
import { accuracy } from './accuracy';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The whole confusion, a row a pair of classes; its value is the accuracy. scikit-learn 1.9.1 `confusion_matrix`. */
export function confusionMatrix(confusion: MeasureInputs['confusion']): MeasureResult {
  const { classes, counts } = confusion;
  const total = sum(counts.map(sum));
  const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
  const rows = classes.flatMap((actual, i) =>
    classes.map((predicted, j) => {
      const count = counts[i]![j]!;
      const ofPredicted = sum(counts.map((row) => row[j]!));
      return [
        actual,
        predicted,
        count,
        share(count, total),
        share(count, sum(counts[i]!)),
        share(count, ofPredicted),
      ];
    }),
  );
  return {
    ...accuracy(confusion),
    table: {
      columns: [
        { name: CONFUSION_FIELDS.actual, type: 'string' },
        { name: CONFUSION_FIELDS.predicted, type: 'string' },
        { name: CONFUSION_FIELDS.count, type: 'number', unit: 'short' },
        { name: CONFUSION_FIELDS.share, type: 'number', unit: 'percentunit' },
        { name: CONFUSION_FIELDS.shareOfActual, type: 'number', unit: 'percentunit' },
        { name: CONFUSION_FIELDS.shareOfPredicted, type: 'number', unit: 'percentunit' },
      ],
      rows,
    },
  };
}
