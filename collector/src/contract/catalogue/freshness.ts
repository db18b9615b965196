import type { MeasureDefinition, ParameterDefinition } from './definition';
import { quantileParameter } from './quantileParameter';

const BACKFILL: ParameterDefinition = {
  name: 'backfillHours',
  title: 'Backfill after (h)',
  type: 'number',
  default: 24,
  min: 0,
  description:
    'a value that its view received so long after its own time was filled in later: it is kept out of the age',
};

const shared = {
  family: 'freshness',
  min: 0,
  better: 'lower',
  threshold: null,
  input: 'ages',
  perFeature: true,
  needsLabels: false,
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'raw',
} as const;

const rate = { ...shared, unit: 'percentunit', max: 1 } as const;

export const FRESHNESS = [
  {
    ...shared,
    id: 'freshness.age',
    title: 'Feature age',
    meaning: 'How old the values of a feature were when they were served.',
    unit: 's',
    parameters: [quantileParameter(0.95, '0.5 is the median'), BACKFILL],
    formula: 'quantile of (prediction − feature time), linear between order statistics',
    source: 'numpy 2.4.6 percentile (linear)',
  },
  {
    ...rate,
    id: 'freshness.staleRate',
    title: 'Stale features',
    meaning: 'Share of the values of a feature that were older than they may be when they were served.',
    threshold: 0.01,
    parameters: [
      {
        name: 'ttlSeconds',
        title: 'TTL (s)',
        type: 'number',
        optional: true,
        min: 0,
        description: "how old a value may be; the feature's ttlSeconds in the model file unless given",
      },
      BACKFILL,
    ],
    formula: '(age > TTL) / values with an age',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...rate,
    id: 'freshness.backfillRate',
    title: 'Backfilled features',
    meaning:
      'Share of the values of a feature whose time is that of a backfill: old by their time, written later.',
    better: 'none',
    parameters: [BACKFILL],
    formula: 'backfilled / values with a time',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...rate,
    id: 'freshness.lateRate',
    title: 'Late predictions',
    meaning: 'Share of the predictions that the collector received long after they were made.',
    input: 'punctuality',
    perFeature: false,
    parameters: [
      {
        name: 'lateSeconds',
        title: 'Late after (s)',
        type: 'number',
        default: 300,
        min: 0,
        description: 'time from a prediction to its receipt up to which it is punctual',
      },
    ],
    formula: '(received − time > bound) / all',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...rate,
    id: 'freshness.outOfOrderRate',
    title: 'Out-of-order predictions',
    meaning: 'Share of the predictions that were received after one with a later time.',
    input: 'punctuality',
    perFeature: false,
    parameters: [],
    formula: '(time < greatest time received before) / all',
    source: 'definition; interval: Wilson (1927)',
  },
] as const satisfies readonly MeasureDefinition[];
