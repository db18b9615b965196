import type { Frame, Query } from '../contract';
import type { BinRequest } from '../store';
import { bins, BASELINE, engineOver, NOW } from './testing';

const HOUR = 3_600_000;
const column = (frame: Frame, name: string) => frame.fields.find((field) => field.name === name)?.values;

/** 60 rows an hour of each sex; from ten hours before now on the ages of men are missing. */
const broken = Math.floor(NOW / HOUR) * HOUR - 10 * HOUR;
let reads = 0;
const store = {
  countBins: async ({ selection, groupBy }: BinRequest) => {
    reads += 1;
    const groups: Record<string, string>[] =
      groupBy[0] === 'sex' ? [{ sex: 'female' }, { sex: 'male' }] : groupBy[0] ? [{ region: 'all' }] : [{}];
    const hours = Array.from(
      { length: (selection.to - selection.from) / HOUR },
      (_, i) => selection.from + i * HOUR,
    );
    return hours.flatMap((bucket) =>
      groups.map((labels) => {
        const rows = groups.length === 2 ? 60 : 120;
        const missing =
          bucket < broken || labels.sex === 'female' ? 0 : labels.sex === 'male' ? rows : rows / 2;
        const present = rows - missing;
        return {
          bucket,
          labels,
          value: {
            age: bins([0.3 * present, 0.4 * present, 0.3 * present], { missing, rows }),
            school: bins([rows / 2, rows / 2], { rows }),
          },
        };
      }),
    );
  },
};

const engine = engineOver(store, { baseline: { ...BASELINE, columns: scaled(100) } });
function scaled(by: number): typeof BASELINE.columns {
  return Object.fromEntries(
    Object.entries(BASELINE.columns).map(([name, profile]) => [
      name,
      { ...profile, counts: profile.counts.map((count) => count * by), n: profile.n * by },
    ]),
  );
}

const ask = (to: number, more: Partial<Query> = {}, fromHours = 6) =>
  engine.run({
    query: { model: 'employment', measure: 'drift.evidence', shape: 'table', ...more },
    range: { from: to - fromHours * HOUR, to },
  });

test('evidence names its feature and segment in the first hour of an incident, and not before', async () => {
  const before = await ask(broken);
  expect(column(before, 'value')![0]).toBeLessThan(1);
  expect(column(before, 'verdict')).toEqual(['ok']);
  expect(column(before, 'feature')).toBeUndefined();
  const after = await ask(broken + HOUR);
  expect(column(after, 'verdict')).toEqual(['breach']);
  expect(column(after, 'feature')).toEqual(['age']);
  expect(column(after, 'segment')).toEqual(['sex = male']);
  expect(column(after, 'hourEnded')).toEqual([new Date(broken + HOUR).toISOString()]);
});

test('only whole hours are evidence: half of one changes nothing', async () => {
  const half = await ask(broken + HOUR / 2);
  expect(column(half, 'value')![0]).toBeLessThan(1);
});

test('a rule holds it as breach, a moment of the past sees no later hour, and a series has one value a step', async () => {
  expect(column(await ask(NOW, { shape: 'snapshot', as: 'breach' }), 'value')).toEqual([1]);
  const asOf = new Date(broken).toISOString();
  expect(column(await ask(NOW, { shape: 'snapshot', as: 'breach', asOf }, 24), 'value')).toEqual([0]);
  const series = await ask(Math.floor(NOW / HOUR) * HOUR, { shape: 'series', window: '1h' }, 12);
  const values = column(series, 'value') as number[];
  expect(values.slice(0, 2).every((value) => value < 1)).toBe(true);
  expect(values.slice(2).every((value) => value > 9.04)).toBe(true);
});

test('the same hours are read once for a rule that asks every minute', async () => {
  await ask(NOW - 5 * 60_000);
  const read = reads;
  await ask(NOW - 4 * 60_000);
  expect(reads).toBe(read);
});

test('a range of years is refused with what to do', async () => {
  await expect(ask(NOW, {}, 24 * 365)).rejects.toMatchObject({ code: 'range-too-long' });
});
