import type { MeasureDefinition, ParameterDefinition } from './definition';

export const performance = {
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

/** From predicted by actual class. */
const ofClasses = { ...performance, input: 'confusion', tasks: ['binary', 'multiclass'] } as const;
/** From the score of the positive class. */
const ofScores = { ...performance, unit: 'none', input: 'scores', tasks: ['binary'] } as const;

const { max: _bounded, ...unbounded } = ofScores;

export const CALIBRATION_BINS: ParameterDefinition = {
  name: 'bins',
  title: 'Bins',
  type: 'number',
  default: 10,
  min: 2,
  max: 100,
  description: 'number of bins of equal width between 0 and 1',
};

export const AVERAGE: ParameterDefinition = {
  name: 'average',
  title: 'Average over classes',
  type: 'choice',
  options: ['macro', 'weighted'],
  default: 'macro',
  description:
    'of three or more classes. macro: each counts as much. weighted: each counts as often as it occurred. A model of ' +
    'two classes has the value of its positive one.',
};

const BETA: ParameterDefinition = {
  name: 'beta',
  title: 'Beta',
  type: 'number',
  default: 2,
  min: 0.01,
  max: 100,
  description: 'how many times as much recall counts as precision',
};

export const PERFORMANCE = [
  {
    ...ofClasses,
    id: 'performance.accuracy',
    title: 'Accuracy',
    meaning: 'Share of labelled predictions that were right.',
    formula: 'Σ cᵢᵢ / Σ cᵢⱼ',
    source: 'scikit-learn 1.9.1 accuracy_score; interval: Wilson (1927)',
  },
  {
    ...ofClasses,
    id: 'performance.balancedAccuracy',
    title: 'Balanced accuracy',
    meaning: 'Mean over the classes of the share of each that was found.',
    formula: 'mean of cᵢᵢ / Σⱼ cᵢⱼ over the classes that occurred',
    source: 'scikit-learn 1.9.1 balanced_accuracy_score; interval: BCa bootstrap, Efron (1987)',
  },
  {
    ...ofClasses,
    id: 'performance.precision',
    parameters: [AVERAGE],
    title: 'Precision',
    meaning:
      'Share of the predicted positives that were positive; the mean over classes where there are more than two.',
    formula: 'TP / (TP + FP)',
    source: 'scikit-learn 1.9.1 precision_score (macro or weighted for classes); interval: Wilson (1927)',
  },
  {
    ...ofClasses,
    id: 'performance.recall',
    parameters: [AVERAGE],
    title: 'Recall',
    meaning: 'Share of the positives that were found; the mean over classes where there are more than two.',
    formula: 'TP / (TP + FN)',
    source: 'scikit-learn 1.9.1 recall_score (macro or weighted for classes); interval: Wilson (1927)',
  },
  {
    ...ofClasses,
    id: 'performance.specificity',
    title: 'Specificity',
    meaning: 'Share of the negatives that were left alone.',
    tasks: ['binary'],
    formula: 'TN / (TN + FP)',
    source: 'scikit-learn 1.9.1 recall_score of the negative class; interval: Wilson (1927)',
  },
  {
    ...ofClasses,
    id: 'performance.f1',
    parameters: [AVERAGE],
    title: 'F1 score',
    meaning: 'Harmonic mean of precision and recall; the mean over classes where there are more than two.',
    formula: '2 TP / (2 TP + FP + FN)',
    source:
      'scikit-learn 1.9.1 f1_score (macro or weighted for classes); interval: BCa bootstrap, Efron (1987)',
  },
  {
    ...ofClasses,
    id: 'performance.fBeta',
    parameters: [BETA, AVERAGE],
    title: 'F-beta score',
    meaning: 'Weighted harmonic mean of precision and recall: recall counts β times as much.',
    formula: '(1 + β²) TP / ((1 + β²) TP + β² FN + FP)',
    source:
      'scikit-learn 1.9.1 fbeta_score (macro or weighted for classes); interval: BCa bootstrap, Efron (1987)',
  },
  {
    ...ofClasses,
    id: 'performance.mcc',
    title: 'Matthews correlation',
    meaning: 'Correlation of predicted and actual class: 1 perfect, 0 no better than chance.',
    unit: 'none',
    min: -1,
    formula: '(c s − Σ tₖ pₖ) / √((s² − Σ pₖ²)(s² − Σ tₖ²))',
    source: 'Gorodkin (2004); scikit-learn 1.9.1 matthews_corrcoef; interval: BCa bootstrap, Efron (1987)',
  },
  {
    ...ofClasses,
    id: 'performance.cohenKappa',
    title: "Cohen's kappa",
    meaning: 'Agreement of predicted and actual class beyond chance: 1 perfect, 0 no better than chance.',
    unit: 'none',
    min: -1,
    formula: '(pₒ − pₑ) / (1 − pₑ), pₒ the share of right ones, pₑ the one expected by chance',
    source: 'Cohen (1960); scikit-learn 1.9.1 cohen_kappa_score; interval: BCa bootstrap, Efron (1987)',
  },
  {
    ...ofScores,
    id: 'performance.rocAuc',
    accuracy: 'bounded',
    title: 'ROC AUC',
    meaning: 'Probability that a positive scores above a negative.',
    formula: '(Σ rank of positives − n₊(n₊ + 1)/2) / (n₊ n₋), midranks for ties',
    source: 'scikit-learn 1.9.1 roc_auc_score; interval: DeLong (1988), logit scale',
  },
  {
    ...ofScores,
    id: 'performance.averagePrecision',
    accuracy: 'raw',
    title: 'Average precision',
    meaning: 'Precision averaged over the recall gained at each threshold; for rare positives.',
    formula: 'Σ (Rₙ − Rₙ₋₁) Pₙ over falling thresholds',
    source: 'scikit-learn 1.9.1 average_precision_score',
  },
  {
    ...ofScores,
    id: 'performance.brier',
    title: 'Brier score',
    meaning: 'Mean squared difference between score and truth.',
    better: 'lower',
    formula: 'mean of (s − y)²',
    source: 'scikit-learn 1.9.1 brier_score_loss; interval: normal',
  },
  {
    ...unbounded,
    id: 'performance.logLoss',
    title: 'Log loss',
    meaning: 'Mean negative log likelihood of the truth; heavy on confident mistakes.',
    better: 'lower',
    formula: '−mean of y ln s + (1 − y) ln(1 − s), s within [1e-15, 1 − 1e-15]',
    source: 'scikit-learn 1.9.1 log_loss; interval: normal',
  },
  {
    ...ofScores,
    id: 'performance.calibrationError',
    title: 'Expected calibration error',
    meaning: 'How far scores are from the frequencies they claim, on average.',
    better: 'lower',
    parameters: [CALIBRATION_BINS],
    formula: 'Σ share of bin · |mean score − mean label|, bins of equal width',
    source: 'Naeini, Cooper and Hauskrecht (2015)',
  },
  {
    ...ofScores,
    id: 'performance.kolmogorovSmirnov',
    accuracy: 'bounded',
    title: 'Kolmogorov-Smirnov separation',
    meaning: 'Largest distance between the score distributions of positives and negatives.',
    formula: 'max |F₊(s) − F₋(s)|',
    source: 'scipy 1.17.1 ks_2samp, its statistic',
  },
] as const satisfies readonly MeasureDefinition[];
