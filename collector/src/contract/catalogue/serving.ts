import type { MeasureDefinition, ParameterDefinition } from './definition';
import { quantileParameter } from './quantileParameter';

const shared = {
  family: 'serving',
  threshold: null,
  input: 'serving',
  perFeature: false,
  needsLabels: false,
  parameters: [],
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'exact',
} as const;

export const INTERVAL: ParameterDefinition = {
  name: 'interval',
  title: 'Interval',
  type: 'choice',
  options: ['fixed', 'anytime'],
  default: 'fixed',
  description:
    'fixed: right for a window chosen beforehand. anytime: right at every moment at once, for a canary that is looked at ' +
    'after each request; wider (confidence sequence of Robbins, 1970, and Howard et al., 2021)',
};

const rate = { ...shared, unit: 'percentunit', min: 0, max: 1, parameters: [INTERVAL] } as const;

export const SERVING = [
  {
    ...shared,
    id: 'serving.requests',
    title: 'Requests',
    meaning: 'Number of predictions asked for, failed ones included.',
    unit: 'short',
    min: 0,
    better: 'none',
    anySample: true,
    formula: 'Σ 1 / sampleRate',
    source: 'definition',
  },
  {
    ...shared,
    id: 'serving.latency',
    title: 'Latency',
    meaning: 'Time to answer, at a quantile.',
    unit: 'ms',
    min: 0,
    better: 'lower',
    accuracy: 'bounded',
    parameters: [quantileParameter(0.95, '0.5, 0.95 or 0.99, for example')],
    formula:
      'quantile of latencyMs, linear between order statistics; of whole hours within 1 % unless asked exactly',
    source: 'numpy 2.4.6 percentile (linear); bound: DDSketch (2019)',
  },
  {
    ...rate,
    id: 'serving.availability',
    title: 'Availability',
    meaning: 'Share of requests that were answered without a server error.',
    better: 'higher',
    formula: '1 − (status ≥ 500) / all',
    source: 'Site Reliability Workbook, chapter 2; interval: Wilson (1927)',
  },
  {
    ...rate,
    id: 'serving.clientErrorRate',
    title: 'Client error rate',
    meaning: 'Share of requests that were refused as wrong.',
    better: 'lower',
    formula: '(400 ≤ status < 500) / all',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...rate,
    id: 'serving.serverErrorRate',
    title: 'Server error rate',
    meaning: 'Share of requests that failed on our side.',
    better: 'lower',
    formula: '(status ≥ 500) / all',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...rate,
    id: 'serving.degradedRate',
    title: 'Degraded rate',
    meaning: 'Share of requests that a fallback answered.',
    better: 'lower',
    formula: 'degraded / all',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...rate,
    id: 'serving.coldStartRate',
    title: 'Cold start rate',
    meaning: 'Share of requests that waited for a model to be loaded.',
    better: 'lower',
    formula: 'cold starts / all',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...rate,
    id: 'serving.cacheHitRate',
    title: 'Cache hit rate',
    meaning: 'Share of requests that were answered from a cache.',
    better: 'higher',
    formula: 'cache hits / all',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...rate,
    id: 'serving.shadowAgreement',
    title: 'Agreement of a shadow',
    meaning: 'Share of the predictions for which a candidate in shadow gave the class that was served.',
    better: 'higher',
    input: 'agreement',
    accuracy: 'raw',
    tasks: ['binary', 'multiclass'],
    formula: 'same class / predictions with a class of both',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...shared,
    id: 'serving.shadowScoreShift',
    title: 'Score shift of a shadow',
    meaning: 'How far the scores of a candidate in shadow lie above those that were served, on average.',
    unit: 'none',
    better: 'none',
    input: 'agreement',
    accuracy: 'raw',
    formula: 'Σ (score of the candidate − served score) / predictions with both',
    source: 'definition; interval: mean ± 1.96 standard errors',
  },
] as const satisfies readonly MeasureDefinition[];
