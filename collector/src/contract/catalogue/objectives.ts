import type { MeasureDefinition, ParameterDefinition } from './definition';

/** What can be good or bad of a request, and so spend an error budget. */
export const SERVICE_LEVEL_INDICATORS = ['availability', 'errors', 'latency'] as const;
export type ServiceLevelIndicator = (typeof SERVICE_LEVEL_INDICATORS)[number];

const INDICATOR: ParameterDefinition = {
  name: 'indicator',
  title: 'Good requests',
  type: 'choice',
  options: SERVICE_LEVEL_INDICATORS,
  default: 'availability',
  description:
    'availability: answered without a server error; errors: without an error of either side; latency: answered ' +
    'within the bound',
};

const TARGET: ParameterDefinition = {
  name: 'target',
  title: 'Target',
  type: 'number',
  optional: true,
  min: 0,
  max: 1,
  description:
    "share of requests that are to be good, for example 0.999; the model's objective unless given " +
    '(serving.availability, serving.serverErrorRate, or the quantile of serving.latency)',
};

const BOUND: ParameterDefinition = {
  name: 'boundMs',
  title: 'Bound (ms)',
  type: 'number',
  optional: true,
  min: 0,
  description: "of latency: a request is good up to it; the target of the model's objective unless given",
};

const LONG: ParameterDefinition = {
  name: 'longMinutes',
  title: 'Long window (min)',
  type: 'number',
  optional: true,
  min: 1,
  max: 43_200,
  description: "what makes it significant; the objective's first burn rate, or 60, unless given",
};

const SHORT: ParameterDefinition = {
  name: 'shortMinutes',
  title: 'Short window (min)',
  type: 'number',
  optional: true,
  min: 1,
  max: 43_200,
  description: 'what ends it soon after the trouble does; a twelfth of the long one unless given',
};

const BAD_EVENTS: ParameterDefinition = {
  name: 'minimumBadEvents',
  title: 'Fewest bad events',
  type: 'number',
  default: 5,
  min: 1,
  description: 'logged bad requests in the long window below which nothing breaches',
};

const PERIOD: ParameterDefinition = {
  name: 'periodHours',
  title: 'Period (h)',
  type: 'number',
  optional: true,
  min: 1,
  max: 8784,
  description:
    "how long the budget is for, up to the end of the range; the objective's window, or 720, unless given",
};

const shared = {
  family: 'objectives',
  input: 'budget',
  perFeature: false,
  needsLabels: false,
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'exact',
} as const;

export const OBJECTIVES = [
  {
    ...shared,
    id: 'objectives.burnRate',
    title: 'Burn rate',
    meaning:
      'How many times faster than the objective allows its error budget is being spent, in both of two windows.',
    unit: 'none',
    min: 0,
    better: 'lower',
    threshold: 14.4,
    anySample: true,
    parameters: [INDICATOR, TARGET, BOUND, LONG, SHORT, BAD_EVENTS],
    formula: 'min over both windows of (bad / all) / (1 − target)',
    source: 'Site Reliability Workbook (2018), chapter 5, multiwindow alerts',
  },
  {
    ...shared,
    id: 'objectives.errorBudgetLeft',
    title: 'Error budget left',
    meaning:
      'Share of the bad requests that the objective allows in its period and that have not happened; below 0 it is missed.',
    unit: 'percentunit',
    max: 1,
    better: 'higher',
    threshold: 0,
    parameters: [INDICATOR, TARGET, BOUND, PERIOD],
    formula: '1 − (bad / all) / (1 − target)',
    source: 'Site Reliability Workbook (2018), chapter 2',
  },
] as const satisfies readonly MeasureDefinition[];
