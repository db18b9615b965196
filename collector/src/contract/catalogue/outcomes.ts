import type { MeasureDefinition, ParameterDefinition } from './definition';
import { INTERVAL } from './serving';

const OUTCOME: ParameterDefinition = {
  name: 'outcome',
  title: 'Outcome',
  type: 'text',
  optional: true,
  description: 'name of the outcome; the first that the model declares unless given',
};

const ATTRIBUTION: ParameterDefinition = {
  name: 'attributionHours',
  title: 'Attribution (h)',
  type: 'number',
  optional: true,
  min: 0,
  max: 87_840,
  description:
    "hours after its prediction within which an outcome counts; the outcome's window in the model file unless given",
};

const shared = {
  family: 'outcomes',
  threshold: null,
  input: 'outcomes',
  perFeature: false,
  needsLabels: true,
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'raw',
  better: 'higher',
  parameters: [OUTCOME, ATTRIBUTION],
} as const;

const pair: readonly ParameterDefinition[] = [
  OUTCOME,
  ATTRIBUTION,
  {
    name: 'deployment',
    title: 'Deployment',
    type: 'text',
    default: 'canary',
    description: 'whose outcomes are compared',
  },
  {
    name: 'against',
    title: 'Against',
    type: 'text',
    default: 'stable',
    description: 'the deployment it is compared with, over the same time',
  },
  INTERVAL,
];

export const OUTCOMES = [
  {
    ...shared,
    id: 'outcomes.rate',
    title: 'Outcome rate',
    meaning:
      'Share of the predictions that led to the outcome within its attribution window: conversion, for example.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    formula: 'predictions with an outcome other than 0 / predictions whose window has passed',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...shared,
    id: 'outcomes.mean',
    title: 'Outcome per prediction',
    meaning: 'Mean value of the outcome, 0 where there was none: revenue per prediction, for example.',
    unit: 'none',
    formula: 'Σ value / predictions whose window has passed',
    source: 'definition; interval: mean ± 1.96 standard errors',
  },
  {
    ...shared,
    id: 'outcomes.sum',
    title: 'Sum of outcomes',
    meaning: 'Sum of the values of the outcome within the attribution window.',
    unit: 'none',
    formula: 'Σ value / sampleRate',
    source: 'definition',
  },
  {
    ...shared,
    id: 'outcomes.uplift',
    title: 'Outcome uplift',
    meaning: 'Outcome rate of one deployment less that of another over the same time: canary over stable.',
    unit: 'percentunit',
    min: -1,
    max: 1,
    input: 'outcomePair',
    parameters: pair,
    formula: 'rate of the deployment − rate of the other',
    source: 'Newcombe (1998), method 10; anytime: a sequence of each rate at half of the chance of error',
  },
] as const satisfies readonly MeasureDefinition[];
