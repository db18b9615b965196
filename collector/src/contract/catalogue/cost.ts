import type { MeasureDefinition, ParameterDefinition } from './definition';

const shared = {
  family: 'cost',
  threshold: null,
  perFeature: false,
  needsLabels: false,
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'exact',
  unit: 'currency',
  min: 0,
  better: 'lower',
} as const;

const RETRAINING: ParameterDefinition = {
  name: 'retrainingDays',
  title: 'Retraining over (d)',
  type: 'number',
  optional: true,
  min: 1,
  max: 3660,
  description:
    "days over which the cost of a retraining is spread, from the day it was booked on; the model's costs.retrainingDays unless given, else 1",
};

const BUDGET: ParameterDefinition = {
  name: 'monthlyBudget',
  title: 'Monthly budget',
  type: 'number',
  optional: true,
  min: 0.01,
  description: "in the model's currency; costs.monthlyBudget of the model file unless given",
};

const budget = {
  ...shared,
  input: 'budgetSpending',
  groupable: false,
  unit: 'percentunit',
  threshold: 1,
  anySample: true,
} as const;

export const COST = [
  {
    ...shared,
    id: 'cost.perPrediction',
    title: 'Cost per prediction',
    meaning: 'Mean cost of a request, as logged with it.',
    input: 'serving',
    parameters: [],
    formula: 'Σ cost / requests that carry a cost',
    source: 'definition',
  },
  {
    ...shared,
    id: 'cost.fullPerPrediction',
    title: 'Full cost per prediction',
    meaning: 'Cost of a request with its share of infrastructure, storage and retraining.',
    input: 'spending',
    parameters: [RETRAINING],
    formula: "Σ cost / requests that carry one + Σ over days (booked × requests / day's requests) / requests",
    source: 'definition',
  },
  {
    ...shared,
    id: 'cost.total',
    title: 'Full cost',
    meaning: 'What the requests cost altogether, with their share of infrastructure, storage and retraining.',
    input: 'spending',
    better: 'none',
    anySample: true,
    parameters: [RETRAINING],
    formula: 'full cost per prediction × requests',
    source: 'definition',
  },
  {
    ...budget,
    id: 'cost.budgetSpent',
    title: 'Budget spent',
    meaning: "Share of the calendar month's budget that has been spent by the end of the range.",
    parameters: [BUDGET, RETRAINING],
    formula: 'cost since the start of the month (UTC) / budget',
    source: 'definition',
  },
  {
    ...budget,
    id: 'cost.budgetForecast',
    title: 'Budget forecast',
    meaning:
      "Share of the calendar month's budget that will have been spent at its end, at the rate of the last days.",
    parameters: [
      BUDGET,
      RETRAINING,
      {
        name: 'rateDays',
        title: 'Rate of (d)',
        type: 'number',
        default: 7,
        min: 1,
        max: 31,
        description: 'last days of the month so far whose rate goes on',
      },
    ],
    formula: '(spent + spent in the last days / their length × days left) / budget',
    source: 'definition: straight line at the rate of the last days',
  },
] as const satisfies readonly MeasureDefinition[];
