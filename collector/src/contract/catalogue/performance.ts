import type { MeasureDefinition } from './definition';

const shared = {
  family: 'performance',
  unit: 'percentunit',
  min: 0,
  max: 1,
  better: 'higher',
  threshold: null,
  perFeature: false,
  needsLabels: true,
  parameters: [],
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'exact',
} as const;

export const PERFORMANCE = [
  {
    ...shared,
    id: 'performance.accuracy',
    title: 'Accuracy',
    meaning: 'Share of labelled predictions that were right.',
    input: 'confusion',
    formula: 'Σ cᵢᵢ / Σ cᵢⱼ',
    source: 'scikit-learn 1.9.1 accuracy_score; interval: Wilson (1927)',
  },
  {
    ...shared,
    id: 'performance.rocAuc',
    title: 'ROC AUC',
    meaning: 'Probability that a positive scores above a negative.',
    unit: 'none',
    input: 'scores',
    formula: '(Σ rank of positives − n₊(n₊ + 1)/2) / (n₊ n₋), midranks for ties',
    source: 'scikit-learn 1.9.1 roc_auc_score; interval: DeLong (1988), logit scale',
  },
] as const satisfies readonly MeasureDefinition[];
