import type { MeasureDefinition, ParameterDefinition } from './definition';
import { CROSSED_WITH, SEGMENT } from './fairness';
import { performance } from './performance';

const { min: _least, max: _most, ...unbounded } = performance;

const price = (name: string, title: string, usual: number): ParameterDefinition => ({
  name,
  title,
  type: 'number',
  default: usual,
  description: "in the model's currency; a gain is negative",
});

const POINTS: ParameterDefinition = {
  name: 'points',
  title: 'Points',
  type: 'number',
  default: 200,
  min: 3,
  max: 5000,
  description: 'at most so many, evenly spaced among those of the curve',
};

const PARTS: ParameterDefinition = {
  name: 'parts',
  title: 'Parts',
  type: 'number',
  default: 10,
  min: 2,
  max: 100,
  description: 'of equal size, by falling score; 10 are deciles',
};

const RATE: ParameterDefinition = {
  name: 'rate',
  title: 'Rate',
  type: 'choice',
  options: ['accuracy', 'precision', 'recall', 'specificity'],
  default: 'accuracy',
  description: 'whose change is split',
};

const AGAINST: ParameterDefinition = {
  name: 'against',
  title: 'Against',
  type: 'choice',
  options: ['baseline', 'previous'],
  default: 'baseline',
  description: 'the baseline, or the range of the same length before',
};

/** A table of its own beside one number: no series of it. */
const ownTable = { ...performance, ownTable: true, shapes: ['snapshot', 'table'] } as const;

/** What one number leaves out. */
export const PERFORMANCE_IN_DETAIL = [
  {
    ...unbounded,
    id: 'performance.confusionCost',
    title: 'Cost of the confusion',
    meaning: 'Mean cost of a labelled prediction at given prices of its four outcomes.',
    unit: 'currency',
    better: 'lower',
    input: 'confusion',
    tasks: ['binary'],
    parameters: [
      price('falsePositive', 'False positive', 1),
      price('falseNegative', 'False negative', 1),
      price('truePositive', 'True positive', 0),
      price('trueNegative', 'True negative', 0),
    ],
    formula: '(FP · price + FN · price + TP · price + TN · price) / n',
    source: 'Elkan (2001); interval: normal',
  },
  {
    ...ownTable,
    id: 'performance.confusionMatrix',
    title: 'Confusion matrix',
    meaning:
      'Actual by predicted class, with shares of all, of the actual and of the predicted; its value is the accuracy.',
    input: 'confusion',
    tasks: ['binary', 'multiclass'],
    formula: 'cᵢⱼ: rows of class i that were predicted j',
    source: 'scikit-learn 1.9.1 confusion_matrix',
  },
  {
    ...ownTable,
    id: 'performance.rocCurve',
    title: 'ROC curve',
    meaning: 'True against false positive rate at every threshold; its value is the area under it.',
    unit: 'none',
    input: 'scores',
    accuracy: 'raw',
    tasks: ['binary'],
    parameters: [POINTS],
    formula: '(FP / negatives, TP / positives) of the scores from a threshold on',
    source: 'scikit-learn 1.9.1 roc_curve(drop_intermediate=False)',
  },
  {
    ...ownTable,
    id: 'performance.precisionRecallCurve',
    title: 'Precision-recall curve',
    meaning: 'Precision against recall at every threshold; its value is the average precision.',
    unit: 'none',
    input: 'scores',
    accuracy: 'raw',
    tasks: ['binary'],
    parameters: [POINTS],
    formula: '(TP / positives, TP / (TP + FP)) of the scores from a threshold on',
    source: 'scikit-learn 1.9.1 precision_recall_curve(drop_intermediate=False)',
  },
  {
    ...ownTable,
    ...unbounded,
    shapes: ['snapshot', 'table'],
    id: 'performance.gainTable',
    title: 'Gain and lift',
    meaning:
      'How many of the positives the highest scores hold, part by part; its value is the lift of the first part.',
    unit: 'none',
    min: 0,
    input: 'scores',
    accuracy: 'raw',
    tasks: ['binary'],
    parameters: [PARTS],
    formula: 'gain: positives in the top share / all positives; lift: gain / share',
    source: 'definition; rows of one score are divided between parts in proportion',
  },
  {
    ...ownTable,
    min: -1,
    better: 'none',
    id: 'performance.changeBySegment',
    title: 'Change by segment',
    meaning:
      'Change of a rate, split into what the mix of a segment explains and what changed within its values.',
    input: 'groups',
    tasks: ['binary'],
    parameters: [SEGMENT, CROSSED_WITH, RATE, AGAINST],
    formula: 'mix Σ (wₙ − w₀)((rₙ + r₀)/2 − R), within Σ (rₙ − r₀)(wₙ + w₀)/2, both Σ the change',
    source: 'Kitagawa (1955)',
  },
] as const satisfies readonly MeasureDefinition[];
