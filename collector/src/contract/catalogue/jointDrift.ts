import type { MeasureDefinition } from './definition';

/*
 * Drift that no feature shows by itself: within the rows of a class, weighted by what matters to the model, of its
 * answers, and of what the features are together.
 */

const shared = {
  family: 'drift',
  unit: 'none',
  min: 0,
  better: 'lower',
  needsLabels: false,
  needsBaseline: true,
  parameters: [],
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
} as const;

const withinStrata = {
  ...shared,
  threshold: 0.2,
  input: 'strata',
  perFeature: true,
  accuracy: 'raw',
  formula: 'Σ w_c PSI_c over strata c of enough rows, w_c their current share',
  source:
    'definition; the index of each as in drift.psi. Of at most 100,000 rows on either side, chosen by chance',
} as const;

const MINIMUM_ROWS = {
  name: 'minimumRows',
  title: 'Fewest rows of a stratum',
  type: 'number',
  default: 200,
  min: 1,
  description: 'in the baseline and now; a smaller stratum is named and not compared',
} as const;

const ofAllFeatures = { ...shared, perFeature: false, accuracy: 'raw' } as const;

export const JOINT_DRIFT = [
  {
    ...withinStrata,
    id: 'drift.givenPrediction',
    title: 'Drift given the prediction',
    meaning: 'How far a feature has moved among the rows that the model gives the same class.',
    parameters: [MINIMUM_ROWS],
    tasks: ['binary', 'multiclass'],
  },
  {
    ...withinStrata,
    id: 'drift.givenLabel',
    title: 'Drift given the label',
    meaning:
      'How far a feature has moved among the rows with the same label: the world has changed, not only the mix of cases.',
    parameters: [MINIMUM_ROWS],
    needsLabels: true,
    tasks: ['binary', 'multiclass'],
  },
  {
    ...withinStrata,
    id: 'drift.givenSegment',
    title: 'Drift given a segment',
    meaning: 'How far a feature has moved within the values of a segment, whatever their mix is now.',
    parameters: [
      {
        name: 'segment',
        title: 'Segment',
        type: 'segment',
        description: 'whose values are the strata; the baseline must have a column of its name',
      },
      MINIMUM_ROWS,
    ],
  },
  {
    ...shared,
    id: 'drift.weighted',
    title: 'Drift weighted by importance',
    meaning: 'How far the features have moved, each counting as much as it matters to the model.',
    threshold: 0.1,
    input: 'weightedBins',
    perFeature: false,
    comparesWindows: true,
    accuracy: 'exact',
    parameters: [
      {
        name: 'importance',
        title: 'Importance',
        type: 'choice',
        options: ['declared', 'attributions', 'equal'],
        default: 'declared',
        description:
          "declared: the model file's `importance` of each feature, 0 where only others have one, equal where none has. attributions: the mean absolute " +
          'attribution in the range. equal: every feature counts the same.',
      },
    ],
    formula: 'Σ wⱼ PSIⱼ / Σ wⱼ',
    source: 'definition; the index of each feature as in drift.psi',
  },
  {
    ...ofAllFeatures,
    id: 'drift.predictedClasses',
    title: 'Drift of the predicted classes',
    meaning:
      'How far the shares of the classes that the model answers have moved from those of the baseline.',
    threshold: 0.2,
    input: 'predictedClasses',
    tasks: ['binary', 'multiclass'],
    formula: 'Σ (q_c − p_c) · ln(q_c / p_c) over predicted classes c',
    source: 'as drift.psi; classes of the baseline by the threshold, or the highest of its scores',
  },
  {
    ...ofAllFeatures,
    id: 'drift.reconstructionError',
    title: 'Reconstruction error',
    meaning:
      'How badly the features of a row are restored from the principal components of the baseline: rises where features no ' +
      'longer belong together as they did.',
    threshold: null,
    input: 'reconstruction',
    formula:
      'mean ‖x − VVᵀx‖ of the encoded, standardised features, V keeping more than 65 % of the variance',
    source: 'NannyML 0.13.1 DataReconstructionDriftCalculator; of at most 100,000 rows on either side',
  },
  {
    ...ofAllFeatures,
    id: 'drift.domainClassifier',
    title: 'Domain classifier',
    meaning:
      'How well trees can tell rows of now from rows of the baseline, by all features together: 0.5 not at all, 1 always.',
    min: 0,
    max: 1,
    threshold: 0.65,
    input: 'domains',
    formula: 'area under the ROC curve of 30 boosted trees of depth 3, in five folds',
    source:
      "scikit-learn 1.9.1 HistGradientBoostingClassifier on 32 bins a feature (NannyML's takes LightGBM); of at most 3,000 " +
      'rows on either side, sample rates left out',
  },
] as const satisfies readonly MeasureDefinition[];
