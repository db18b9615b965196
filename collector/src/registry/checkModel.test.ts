import type { ObjectiveSpec } from '../contract';
import { checkModel } from './checkModel';

const withObjective = (objective: Partial<ObjectiveSpec>) => ({
  model: 'loans',
  task: 'binary',
  positiveClass: 1,
  features: [{ name: 'income', type: 'number' }],
  objectives: [{ measure: 'serving.availability', target: 0.999, window: '24h', ...objective }],
});

const PAGE = { long: '1h', short: '5m', factor: 14.4 };

test.each([
  [{ target: 0.999 }],
  [{ target: 0.931 }],
  [{ measure: 'serving.serverErrorRate', target: 0.069 }],
  [{ measure: 'serving.latency', target: 60, params: { quantile: 0.95 } }],
])('a burn rate of 14.4 can be reached: %j', (objective: Partial<ObjectiveSpec>) => {
  expect(() => checkModel(withObjective({ ...objective, burnRates: [PAGE] }))).not.toThrow();
});

test.each([
  [
    { target: 0.93 },
    PAGE,
    'factor: 14.4 times an error budget of 7 % is 100.8 % of all requests, which cannot happen',
  ],
  [
    { measure: 'serving.latency', target: 60, params: { quantile: 0.5 } },
    PAGE,
    '14.4 times an error budget of 50 %',
  ],
  [
    { measure: 'performance.rocAuc', target: 0.85 },
    PAGE,
    'events that are good or bad, and performance.rocAuc is none',
  ],
  [{ target: 1 }, PAGE, 'no error budget to burn'],
  [{}, { ...PAGE, short: '2h' }, 'burnRates[0].short: 2h is longer than 1h'],
  [{}, { ...PAGE, long: 'an hour' }, 'burnRates[0].long: an hour is no duration'],
])('%j with %j is refused at configuration', (objective: Partial<ObjectiveSpec>, rule, text) => {
  expect(() => checkModel(withObjective({ ...objective, burnRates: [rule] }))).toThrow(text);
});

const withAftermath = (more: object) => ({
  model: 'loans',
  task: 'binary',
  positiveClass: 1,
  features: [{ name: 'income', type: 'number' }],
  ...more,
});

test('labels that only come for positives, outcomes and a budget are declared', () => {
  const more = {
    labels: { absenceAfter: '45d', absentLabel: '0', expectedShare: 0.97 },
    outcomes: [{ name: 'conversion', window: '24h' }],
    costs: { monthlyBudget: 120, retrainingDays: 7 },
  };
  expect(() => checkModel(withAftermath(more))).not.toThrow();
});

test.each([
  [{ labels: { absenceAfter: 'a month' } }, 'labels.absenceAfter: a month is no duration'],
  [{ labels: { absentLabel: '0' } }, 'means nothing without absenceAfter'],
  [{ labels: { absenceAfter: '45d', absentLabel: '2' }, classes: ['0', '1'] }, 'is none of $.classes'],
  [
    { task: 'regression', positiveClass: undefined, labels: { absenceAfter: '45d' } },
    'only classes can be meant',
  ],
  [
    { task: 'multiclass', positiveClass: undefined, classes: ['a', 'b'], labels: { absenceAfter: '45d' } },
    'it must say which one absence means',
  ],
  [{ outcomes: [{ name: 'paid', window: 'soon' }] }, 'outcomes[0].window: soon is no duration'],
  [
    {
      outcomes: [
        { name: 'paid', window: '1d' },
        { name: 'paid', window: '2d' },
      ],
    },
    'outcomes[1].name: paid is there twice',
  ],
])('%j is refused', (more, text) => {
  const spec = JSON.parse(JSON.stringify(withAftermath(more))) as unknown;
  expect(() => checkModel(spec)).toThrow(text);
});

const ruled = (trigger: object, more: object = {}) => ({
  ...withAftermath(more),
  retraining: { triggers: [{ name: 'one', ...trigger }] },
});

test('retrainings are asked for by drift, performance, volume and mature labels', () => {
  const triggers = [
    { name: 'drifted', when: 'drift', features: ['income'], baseline: 'sameHours(4)', window: '6h' },
    { name: 'worse', when: 'performance', measure: 'performance.rocAuc', threshold: 0.8, window: '7d' },
    { name: 'many', when: 'volume', labels: 1000 },
    { name: 'ripe', when: 'maturity' },
  ];
  expect(() => checkModel(withAftermath({ retraining: { triggers, trainOn: '60d' } }))).not.toThrow();
});

test.each([
  [{ when: 'drift', measure: 'drift.nothing' }, 'triggers[0].measure: there is no measure drift.nothing'],
  [{ when: 'drift', measure: 'performance.rocAuc' }, 'performance.rocAuc is no measure of drift'],
  [{ when: 'drift', features: ['outgo'] }, 'loans has no feature outgo'],
  [{ when: 'drift', window: 'a while' }, 'window: a while is no duration'],
  [{ when: 'drift', params: { bin: 3 } }, 'params.bin: drift.psi has no such parameter'],
  [{ when: 'drift', labels: 5 }, 'labels means nothing when: drift'],
  [{ when: 'performance' }, 'say which measure of performance'],
  [{ when: 'performance', measure: 'performance.rocAuc' }, 'has no threshold of its own'],
  [{ when: 'performance', measure: 'performance.mae', threshold: 3 }, 'this is a binary model'],
  [{ when: 'volume' }, 'say how many labels'],
  [{ when: 'maturity', immediately: true }, 'immediately means nothing when: maturity'],
])('a retraining trigger is refused: %j', (trigger, text) => {
  expect(() => checkModel(ruled(trigger))).toThrow(text);
});
