import fc from 'fast-check';
import type { QueryRequest } from '../contract';
import { DAY, engineOver, servingCounts, SPEC } from './testing';
import { chooseWindow } from './validation';
import { editDistance, nearestNames } from './validation/nearestNames';

const DAY_MS = 86_400_000;

async function refusal(query: Record<string, unknown>, more: Record<string, unknown> = {}, options = {}) {
  const request = { query: { model: 'employment', shape: 'snapshot', ...query }, range: DAY, ...more };
  const failed = await engineOver({ countServing: async () => [] }, options)
    .run(request as QueryRequest)
    .then(
      () => null,
      (error: unknown) => error as { code: string; path?: string; message: string },
    );
  return failed && { code: failed.code, path: failed.path, message: failed.message };
}

test.each([
  [{ measure: 'drift.psj' }, 'unknown-measure', '$.query.measure', 'Did you mean drift.psi'],
  [{ measure: 'accuracy' }, 'unknown-measure', '$.query.measure', 'performance.accuracy'],
  [{ measure: 'drift.psi', model: 'emploiment' }, 'unknown-model', '$.query.model', 'employment'],
  [{ measure: 'drift.psi', model: undefined }, 'model-missing', '$.query.model', 'employment'],
  [{ measure: 'drift.psi', features: ['age', 'scool'] }, 'unknown-feature', '$.query.features[1]', 'school'],
  [
    { measure: 'quality.unseenRate', features: ['age'] },
    'feature-does-not-fit',
    '$.query.features[0]',
    'category',
  ],
  [
    { measure: 'serving.requests', features: ['age'] },
    'features-not-expected',
    '$.query.features',
    'leave them out',
  ],
  [{ measure: 'serving.requests', groupBy: ['regoin'] }, 'unknown-segment', '$.query.groupBy[0]', 'region'],
  [
    { measure: 'serving.requests', filters: [{ key: 'x', operator: '=', values: ['1'] }] },
    'unknown-segment',
    '$.query.filters[0].key',
    'version',
  ],
  [{ measure: 'serving.requests', version: 'v9' }, 'unknown-version', '$.query.version', 'v9'],
  [{ measure: 'drift.psi', baseline: 'v9' }, 'unknown-baseline', '$.query.baseline', 'v1'],
  [{ measure: 'drift.psi', params: { bin: 'joined' } }, 'unknown-parameter', '$.query.params.bin', 'bins'],
  [
    { measure: 'drift.psi', params: { bins: 'evidently' } },
    'parameter-invalid',
    '$.query.params.bins',
    'joined',
  ],
  [
    { measure: 'serving.latency', params: { quantile: 95 } },
    'parameter-invalid',
    '$.query.params.quantile',
    'between',
  ],
  [
    { measure: 'serving.latency', params: { quantile: '' } },
    'parameter-invalid',
    '$.query.params.quantile',
    'number',
  ],
  [
    { measure: 'fairness.demographicParityDifference' },
    'parameter-missing',
    '$.query.params.segment',
    'sex, region',
  ],
  [
    { measure: 'fairness.demographicParityDifference', params: { segment: 'age' } },
    'unknown-segment',
    '$.query.params.segment',
    'no segment age',
  ],
  [
    { measure: 'fairness.demographicParityDifference', params: { segment: 'sex' }, groupBy: ['sex'] },
    'group-compared',
    '$.query.groupBy[0]',
    'something else',
  ],
  [{ measure: 'serving.requests', shape: 'distribution' }, 'shape-does-not-fit', '$.query.shape', 'series'],
  [{ measure: 'serving.requests', as: 'breach' }, 'no-threshold', '$.query.as', 'params.threshold'],
  [{ measure: 'serving.requests', asOf: 'yesterday' }, 'time-invalid', '$.query.asOf', 'RFC 3339'],
  [{ measure: 'serving.requests', shape: 'pie' }, 'query-invalid', '$.query.shape', 'series, snapshot'],
  [
    { measure: 'serving.requests', shape: 'series', window: '10 minutes' },
    'window-invalid',
    '$.query.window',
    '5m',
  ],
  [
    { measure: 'serving.requests', shape: 'series', window: '1s' },
    'too-many-steps',
    '$.query.window',
    '86400',
  ],
  [{ measure: 'serving.requests', gruopBy: [] }, 'query-invalid', '$.query', 'groupBy'],
])('%j is refused', async (query, code, path, hint) => {
  const refused = await refusal(query);
  expect(refused).toMatchObject({ code, path });
  expect(refused!.message).toContain(hint);
});

test.each([
  ['measure', { measure: '$measure' }, '$measure', '$.query.measure'],
  ['model', { measure: 'drift.psi', model: '${model:raw}' }, '${model:raw}', '$.query.model'],
  ['feature', { measure: 'drift.psi', features: ['[[feature]]'] }, '[[feature]]', '$.query.features[0]'],
  ['window', { measure: 'drift.psi', window: '$__interval' }, '$__interval', '$.query.window'],
  [
    'filter',
    { measure: 'drift.psi', filters: [{ key: 'region', operator: '=', values: ['$region'] }] },
    '$region',
    '$.query.filters[0].values[0]',
  ],
])('a %s that is an unreplaced template variable is called one', async (_what, query, variable, path) => {
  const refused = await refusal(query);
  expect(refused).toMatchObject({ code: 'unreplaced-variable', path });
  expect(refused!.message).toContain(variable);
});

test('a value of a filter may hold a dollar sign', async () => {
  const filters = [{ key: 'region', operator: '=', values: ['US$abc', 'costs $5'] }];
  expect(await refusal({ measure: 'serving.requests', filters })).toBeNull();
});

test.each([
  [{ from: DAY.to, to: DAY.from }, 'range-reversed', '$.range'],
  [{ from: DAY.from, to: DAY.from }, 'range-reversed', '$.range'],
  [{ from: '2026-10-20', to: DAY.to }, 'time-invalid', '$.range.from'],
  [{ from: DAY.from, to: 1e20 }, 'time-invalid', '$.range.to'],
])('the range %j is refused', async (range, code, path) => {
  expect(await refusal({ measure: 'serving.requests' }, { range })).toMatchObject({ code, path });
});

test('a reversed range is told in times that people read', async () => {
  const range = { from: '2026-10-20T06:00:00Z', to: Date.UTC(2026, 9, 20) };
  const refused = await refusal({ measure: 'serving.requests' }, { range });
  expect(refused!.message).toContain('from 2026-10-20T06:00:00.000Z to 2026-10-20T00:00:00.000Z');
});

test('drift without a baseline says how to register one', async () => {
  const refused = await refusal({ measure: 'drift.psi' }, {}, { baseline: null });
  expect(refused).toMatchObject({ code: 'no-baseline' });
  expect(refused!.message).toContain('modelwatch model apply');
});

test('a measure that the task does not have is refused with the tasks that have it', async () => {
  const spec = { ...SPEC, task: 'regression', positiveClass: undefined };
  const refused = await refusal({ measure: 'performance.rocAuc' }, {}, { spec });
  expect(refused).toMatchObject({ code: 'measure-does-not-fit' });
  expect(refused!.message).toContain('binary');
});

test('an answer of too many series is refused with their number', async () => {
  const countServing = async () =>
    Array.from({ length: 2501 }, (_, i) => ({
      bucket: 0,
      labels: { region: `r${i}` },
      value: servingCounts(),
    }));
  const request: QueryRequest = {
    query: {
      measure: 'serving.requests',
      model: 'employment',
      shape: 'series',
      window: '1d',
      groupBy: ['region'],
    },
    range: DAY,
  };
  await expect(engineOver({ countServing }).run(request)).rejects.toMatchObject({
    code: 'too-many-series',
    message: expect.stringContaining('2501'),
  });
});

test('an answer that would pass 16 MB is refused before it is built, with the number of series', async () => {
  const countServing = async () =>
    Array.from({ length: 2000 }, (_, i) => ({
      bucket: 0,
      labels: { region: `r${i}` },
      value: servingCounts(),
    }));
  const request: QueryRequest = {
    query: {
      measure: 'serving.requests',
      model: 'employment',
      shape: 'series',
      window: '1m',
      groupBy: ['region'],
    },
    range: { from: 0, to: 2 * DAY_MS },
  };
  await expect(engineOver({ countServing }).run(request)).rejects.toMatchObject({
    code: 'too-many-series',
    message: expect.stringMatching(/2000 series and about \d+ MB/),
  });
});

test.each([
  [3_600_000, {}, 300_000],
  [DAY_MS, {}, 300_000],
  [DAY_MS, { maxDataPoints: 100 }, 900_000],
  [7 * DAY_MS, {}, 3_600_000],
  [7 * DAY_MS, { maxDataPoints: 43_200, intervalMs: 1000 }, 3_600_000],
  [30 * DAY_MS, {}, 21_600_000],
  [60 * DAY_MS, { intervalMs: DAY_MS }, DAY_MS],
  [900 * DAY_MS, {}, 3 * DAY_MS],
])('a range of %d ms with %j gets steps of %d ms', (length, hints, step) => {
  expect(chooseWindow(undefined, { from: 0, to: length }, hints)).toBe(step);
});

test('edit distance is a metric, and the nearest name comes first', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
    }),
  );
  expect(nearestNames('labels.lagg', ['labels.coverage', 'labels.lag', 'drift.psi'])[0]).toBe('labels.lag');
});

test('any text in any place ends in an answer or an error with a code, never in a crash', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string(),
      fc.constantFrom('measure', 'model', 'version', 'window', 'asOf'),
      async (text, field) => {
        const refused = await refusal({ measure: 'serving.requests', shape: 'series', [field]: text });
        if (refused) expect(refused.code).toMatch(/^[a-z-]+$/);
      },
    ),
    { numRuns: 300 },
  );
});
