import type { MeasureDefinition, ParameterDefinition } from './definition';
import { quantileParameter } from './quantileParameter';

const shared = {
  family: 'labels',
  threshold: null,
  input: 'arrivals',
  perFeature: false,
  needsLabels: false,
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'exact',
} as const;

const lags = { ...shared, input: 'lags', accuracy: 'raw' } as const;

const EXPECTED: ParameterDefinition = {
  name: 'expectedShare',
  title: 'Expected share',
  type: 'number',
  optional: true,
  min: 0.000001,
  max: 1,
  description:
    "share of the predictions that ever get a label; the model's own unless given, else where the curve of earlier " +
    'predictions levels off',
};

const EARLIER: ParameterDefinition = {
  name: 'earlierDays',
  title: 'Earlier days',
  type: 'number',
  default: 30,
  min: 1,
  max: 400,
  description: 'days before the range whose predictions tell what share of labels to expect',
};

export const LABELS = [
  {
    ...shared,
    id: 'labels.lag',
    title: 'Label lag',
    meaning: 'Time from a prediction to its label, over the labels that have arrived.',
    unit: 's',
    min: 0,
    better: 'lower',
    parameters: [quantileParameter(0.5, '0.5 is the median')],
    formula: 'quantile of (arrival − prediction), linear between order statistics',
    source: 'numpy 2.4.6 percentile (linear)',
  },
  {
    ...shared,
    id: 'labels.coverage',
    title: 'Label coverage',
    meaning: 'Share of answered predictions whose label has arrived.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    better: 'higher',
    parameters: [],
    formula: 'labelled / answered',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...lags,
    id: 'labels.lagOfAll',
    title: 'Label lag, waiting included',
    meaning:
      'Time by which a share of all predictions has a label, those still waited for included; nothing where so many never get one.',
    unit: 's',
    min: 0,
    better: 'lower',
    parameters: [quantileParameter(0.5, '0.5 is the median')],
    formula: 'least t with 1 − Π (1 − arrived at u / waited for at u) ≥ quantile, over u ≤ t',
    source:
      'Kaplan and Meier (1958); lifelines 0.30.3 KaplanMeierFitter; interval: log-log (exponential Greenwood)',
  },
  {
    ...lags,
    id: 'labels.maturity',
    title: 'Label maturity',
    meaning: 'Labels that have arrived, over those that ever will: 1 where nothing more is to come.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    better: 'higher',
    parameters: [EXPECTED, EARLIER],
    formula: 'min(1, (labelled / answered) / expected share)',
    source: 'definition; expected share: plateau of Kaplan and Meier (1958)',
  },
  {
    ...lags,
    id: 'labels.oldestMissing',
    title: 'Oldest missing label',
    meaning: 'How long the oldest answered prediction without a label has been waited for.',
    unit: 's',
    min: 0,
    better: 'lower',
    anySample: true,
    parameters: [],
    formula: 'as of − least time of a prediction without a label; 0 where every label is there',
    source: 'definition',
  },
  {
    ...shared,
    id: 'labels.triangle',
    title: 'Label arrivals',
    meaning: 'Share of the labels that have arrived, by the day of the prediction and the age of the label.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    better: 'higher',
    input: 'triangle',
    ownTable: true,
    shapes: ['snapshot', 'table'],
    parameters: [
      {
        name: 'maximumAge',
        title: 'Oldest age (d)',
        type: 'number',
        default: 30,
        min: 1,
        max: 400,
        description: 'age in days up to which arrivals are told',
      },
    ],
    formula: 'labels within k days of the prediction / answered predictions of the day',
    source: 'run-off triangle of claims reserving (Mack, 1993)',
  },
] as const satisfies readonly MeasureDefinition[];
