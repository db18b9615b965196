import type { MeasureDefinition, ParameterDefinition } from './definition';
import { AVERAGE, performance } from './performance';

/** From the scores of all classes, row by row. */
const ofClassScores = {
  ...performance,
  unit: 'none',
  input: 'classScores',
  tasks: ['multiclass'],
  accuracy: 'raw',
} as const;

const { max: _bounded, ...unbounded } = ofClassScores;

export const PERFORMANCE_OF_CLASSES = [
  {
    ...ofClassScores,
    id: 'performance.rocAucOneVsRest',
    title: 'ROC AUC, one against the rest',
    meaning:
      'Probability that a row of a class has a higher score of it than one of another, averaged over classes.',
    parameters: [AVERAGE],
    formula: 'mean over the classes of the ROC AUC of each against the rest',
    source: 'scikit-learn 1.9.1 roc_auc_score(multi_class="ovr")',
  },
  {
    ...unbounded,
    id: 'performance.logLossOfClasses',
    title: 'Log loss of classes',
    meaning: 'Mean negative log likelihood of the true class; heavy on confident mistakes.',
    better: 'lower',
    formula: '−mean of ln s of the true class, s within [1e-15, 1 − 1e-15]',
    source: 'scikit-learn 1.9.1 log_loss',
  },
] as const satisfies readonly MeasureDefinition[];

const K: ParameterDefinition = {
  name: 'k',
  title: 'Rows at the top',
  type: 'number',
  default: 100,
  min: 1,
  max: 1_000_000,
  description: 'how many of the labelled predictions, by falling score, then by id',
};

/** From the labelled rows in order of their scores. */
const atTop = {
  ...performance,
  input: 'top',
  tasks: ['binary'],
  parameters: [K],
  accuracy: 'raw',
} as const;

const { max: _share, ...ratio } = atTop;

export const PERFORMANCE_AT_TOP = [
  {
    ...atTop,
    id: 'performance.precisionAtTop',
    title: 'Precision at the top',
    meaning: 'Share of the predictions with the highest scores that were positive.',
    formula: 'positives among the k highest scores / k',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...atTop,
    id: 'performance.recallAtTop',
    title: 'Recall at the top',
    meaning: 'Share of the positives that are among the predictions with the highest scores.',
    formula: 'positives among the k highest scores / all positives',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...ratio,
    id: 'performance.liftAtTop',
    title: 'Lift at the top',
    meaning: 'How many times more often the predictions with the highest scores were positive than all were.',
    unit: 'none',
    formula: 'precision at the top / share of positives',
    source: 'definition',
  },
] as const satisfies readonly MeasureDefinition[];
