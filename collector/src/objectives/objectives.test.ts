import type { ChangeEvent, ModelEntry, ModelSpec, ObjectiveSpec } from '../contract';
import { NO_REQUESTS, recordingRegistry, SPEC } from './testing';
import { createObjectiveKeeper, type ObjectiveKeeper } from '.';
import { describeChange } from './describeChange';
import { findAnnouncements } from './findAnnouncements';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 9, 21);
const HOURS = 3_600_000;

/** Ten requests each five minutes, all of them bad for the two hours after `from`. */
function keeperOver(spec: ModelSpec, badFrom: number): { keeper: ObjectiveKeeper; changes: ChangeEvent[] } {
  const changes: ChangeEvent[] = [];
  const countServing = async ({
    selection,
    bucketMs,
  }: {
    selection: { from: number; to: number };
    bucketMs: number | null;
  }) => {
    const step = bucketMs!;
    const counted = [];
    for (let bucket = selection.from; bucket < selection.to; bucket += step) {
      const isBad = bucket >= badFrom && bucket < badFrom + 2 * HOURS;
      const requests = step / MINUTE;
      counted.push({
        bucket,
        labels: {},
        value: { ...NO_REQUESTS, requests, rows: requests, serverErrors: isBad ? requests : 0 },
      });
    }
    return counted;
  };
  const timeRange = async () => ({ from: NOW - 10 * 24 * HOURS, to: NOW });
  const keeper = createObjectiveKeeper({
    store: { countServing, timeRange } as never,
    registry: recordingRegistry(spec, NOW),
    register: async (change) => changes.push(change),
    clock: () => NOW,
    collector: { behindSeconds: () => 0 },
  });
  return { keeper, changes };
}

const availability = (target: number, more: Partial<ObjectiveSpec> = {}): ObjectiveSpec => ({
  measure: 'serving.availability',
  target,
  window: '24h',
  ...more,
});

test('two hours without an answer page once by each rule that they reach, from the first prediction on', async () => {
  const began = NOW - 5 * 24 * HOURS;
  const { keeper } = keeperOver({ ...SPEC, objectives: [availability(0.99)] }, began);
  const trial = await keeper.try('m', {});
  expect([trial.from, trial.to]).toEqual([NOW - 10 * 24 * HOURS, NOW]);
  const hour = trial.rules.find(({ name }) => name === 'availability-burn-1h')!;
  expect(hour).toMatchObject({ severity: 'page', everyMinutes: 5, problem: null });
  expect(hour.announcements).toHaveLength(1);
  // 14.4 % of an hour are bad after nine minutes: two steps of five.
  expect(hour.announcements[0]!.at).toBe(began + 10 * MINUTE);
  expect(trial.pages).toBe(
    trial.rules.filter(({ severity }) => severity === 'page').flatMap((one) => one.announcements).length,
  );
});

test('what is proposed is tried as if it were saved, and nothing is saved', async () => {
  const { keeper, changes } = keeperOver({ ...SPEC, objectives: [availability(0.99)] }, NOW - 5 * 24 * HOURS);
  // Of a budget of 90 % no burn of two hours spends much: only the page of the whole hour is left.
  const trial = await keeper.try('m', { objectives: [availability(0.1)], days: 7 });
  expect(trial.to - trial.from).toBe(7 * 24 * HOURS);
  expect(trial.pages).toBe(0);
  expect(trial.unreachable.map(({ factor }) => factor)).toEqual([14.4, 4, 3]);
  expect(trial.unreachable[0]!.reason).toContain('cannot happen; take a factor of at most 1.111');
  expect(changes).toEqual([]);
  expect((await keeper.try('m', { days: 7 })).pages).toBeGreaterThan(0);
});

test('a burn rate that cannot happen is refused with its arithmetic, tried or saved', async () => {
  const { keeper } = keeperOver({ ...SPEC, objectives: [] }, NOW);
  const objectives = [availability(0.9, { burnRates: [{ long: '1h', short: '5m', factor: 14.4 }] })];
  const refusal = { code: 'model-invalid', message: expect.stringContaining('is 144 % of all requests') };
  await expect(keeper.try('m', { objectives })).rejects.toMatchObject(refusal);
  await expect(keeper.change('m', { objectives, updatedAt: NOW }, 'ada')).rejects.toMatchObject(refusal);
});

test('what is saved is registered as a change with its author, and not over somebody else', async () => {
  const { keeper, changes } = keeperOver({ ...SPEC, objectives: [availability(0.99)] }, NOW);
  const change = { objectives: [availability(0.995)], thresholds: { 'drift.psi': 0.3 }, updatedAt: NOW };
  const entry: ModelEntry = await keeper.change('m', { ...change, text: 'Agreed on Monday.' }, 'ada');
  expect(entry.spec).toMatchObject({ objectives: [{ target: 0.995 }], thresholds: { 'drift.psi': 0.3 } });
  expect(changes).toMatchObject([
    {
      kind: 'configuration',
      model: 'm',
      text:
        'Objectives changed by ada: serving.availability: target 0.99 to 0.995; drift.psi: threshold by default to 0.3. ' +
        'Agreed on Monday.',
    },
  ]);
  await expect(keeper.change('m', change, 'kim')).rejects.toMatchObject({ status: 409 });
  expect(changes).toHaveLength(1);
});

test('new, removed and otherwise changed objectives are told apart', () => {
  const before = { ...SPEC, objectives: [availability(0.99), availability(0.9, { title: 'Old' })] };
  const after = {
    ...SPEC,
    objectives: [
      availability(0.99, { window: '7d' }),
      { measure: 'labels.coverage', target: 0.9, window: '7d' },
    ],
  };
  expect(describeChange(before, after)).toBe(
    'serving.availability: window 24h to 7d; labels.coverage: new, target 0.9 over 7d; Old: removed',
  );
});

describe('findAnnouncements', () => {
  const rule = {
    threshold: { fires: { type: 'gt', value: 4 }, stops: { type: 'lt', value: 3 } },
    forMinutes: 0,
    unknown: { noData: 'KeepLast', error: 'KeepLast', because: '' },
  } as const;
  const at = (values: (number | null)[]) => values.map((value, index) => ({ at: index * HOURS, value }));

  it.each([
    [
      'goes on until it is clearly lower',
      [5, 3.5, 3.1, 2.9, 5],
      [
        [0, 3],
        [4, null],
      ],
    ],
    ['is not ended by silence', [5, null, null, 2], [[0, 3]]],
    ['does not begin at its threshold', [4, 4], []],
  ])('%s', (_name, values, expected) => {
    const found = findAnnouncements(rule, at(values), HOURS);
    expect(found.map((one) => [one.at / HOURS, one.until === null ? null : one.until / HOURS])).toEqual(
      expected,
    );
  });

  it('waits as long as the rule says, where answers are close enough to tell', () => {
    const waiting = { ...rule, forMinutes: 120 };
    expect(findAnnouncements(waiting, at([5, 5, 5]), HOURS)).toMatchObject([{ at: 2 * HOURS }]);
    expect(findAnnouncements(waiting, at([5, 0, 5, 5]), HOURS)).toEqual([]);
    expect(findAnnouncements({ ...rule, forMinutes: 10 }, at([5]), HOURS)).toHaveLength(1);
  });

  it('takes silence for the end where the rule does', () => {
    const canary = { ...rule, unknown: { ...rule.unknown, noData: 'OK' as const } };
    expect(findAnnouncements(canary, at([5, null, 5]), HOURS)).toHaveLength(2);
  });
});
