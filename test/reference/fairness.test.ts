import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DisparitySummary, MeasureId } from '../../collector/src/contract';
import { useEmploymentLog } from '../support/employmentLog';
import { rowsOf } from '../support/openTestEngine';
import { Comparisons } from './comparisons';

/*
 * Fairness on the employment log, through the real store and the query engine, against Fairlearn on the same rows
 * (`scripts/expectFairness.py`): every rate by group, groups of two crossed attributes, and the same in the baseline.
 */

jest.setTimeout(60_000);

type Params = Record<string, string | number>;
type Rates = Record<string, number>;
interface Compared {
  byGroup: Record<string, Rates>;
  difference: Rates;
  ratio: Rates;
}
const expected = JSON.parse(readFileSync(join(__dirname, 'expected/fairness.json'), 'utf8')) as {
  from: string;
  to: string;
  served: Record<string, Compared>;
  baseline: Record<string, Compared>;
  calibration: Record<string, { error: number; gap: number }>;
};

const comparisons = new Comparisons();
const employmentLog = useEmploymentLog();

afterAll(() => {
  process.stdout.write(`\n${comparisons.table('Fairness against Fairlearn')}\n`);
});

const RATES = {
  'fairness.selectionRate': 'selectionRate',
  'fairness.truePositiveRate': 'truePositiveRate',
  'fairness.falsePositiveRate': 'falsePositiveRate',
  'fairness.precision': 'precision',
  'fairness.accuracy': 'accuracy',
} as const satisfies Partial<Record<MeasureId, string>>;

const SEGMENTS = [
  ['sex', { segment: 'sex' }],
  ['race', { segment: 'race' }],
  ['sex × race', { segment: 'sex', crossedWith: 'race' }],
] as const;

/** Every group counts, as it does for Fairlearn. */
const everyGroup = { minimumGroup: 1 };

describe.each(SEGMENTS)('groups of %s', (name, segment) => {
  const served = expected.served[name]!;
  const baseline = expected.baseline[name]!;

  test.each(Object.entries(RATES))('%s, now and in the baseline', async (measure, rate) => {
    const labelled: Params = measure === 'fairness.selectionRate' ? { rows: 'labelled' } : {};
    const params: Params = { ...segment, ...everyGroup, ...labelled };
    const frame = await employmentLog().frame({ measure, shape: 'table', asOf: 'final', params }, expected);
    const rows = rowsOf(frame);
    expect(rows.map(({ group }) => group)).toEqual(Object.keys(served.byGroup).sort());
    for (const row of rows) {
      const group = String(row.group);
      comparisons.compare(measure, row.value, served.byGroup[group]![rate]!, group);
      comparisons.compare(`${measure} (baseline)`, row.baseline, baseline.byGroup[group]![rate]!, group);
      expect(row.labelled).toBe(served.byGroup[group]!.count);
      expect(row.lower as number).toBeLessThan(row.value as number);
      expect(row.upper as number).toBeGreaterThan(row.value as number);
    }
    const [summary] = frame.meta.custom!.disparities as DisparitySummary[];
    for (const kind of ['difference', 'ratio'] as const) {
      const { value, lower, upper, baseline: before } = summary![kind];
      comparisons.compare(`${measure}: ${kind}`, value, served[kind][rate]!, name);
      comparisons.compare(`${measure}: ${kind} (baseline)`, before, baseline[kind][rate]!, name);
      expect(lower!).toBeLessThan(value!);
      expect(upper!).toBeGreaterThan(value!);
    }
    expect(rows.filter(({ worst }) => worst).map(({ group }) => group)).toEqual(
      [summary!.highest, summary!.lowest].sort(),
    );
  });

  test.each([
    ['demographicParity', ['selectionRate']],
    ['equalOpportunity', ['truePositiveRate']],
    ['equalizedOdds', ['truePositiveRate', 'falsePositiveRate']],
    ['predictiveParity', ['precision']],
  ] as const)('%s: difference, ratio and change from the baseline', async (definition, rates) => {
    const labelled: Params = definition === 'demographicParity' ? { rows: 'labelled' } : {};
    const params: Params = { ...segment, ...everyGroup, ...labelled };
    const ask = async (measure: string) => {
      const [row] = await employmentLog().ask({ measure, shape: 'table', asOf: 'final', params }, expected);
      return row!;
    };
    const largest = (of: Compared) => Math.max(...rates.map((rate) => of.difference[rate]!));
    const smallest = Math.min(...rates.map((rate) => served.ratio[rate]!));
    const expectations = [
      [`fairness.${definition}Difference`, largest(served)],
      [`fairness.${definition}Ratio`, smallest],
      [`fairness.${definition}Change`, largest(served) - largest(baseline)],
    ] as const;
    for (const [measure, value] of expectations) {
      const row = await ask(measure);
      comparisons.compare(measure, row.value, value, name);
      expect(row.lower as number).toBeLessThan(value);
      expect(row.upper as number).toBeGreaterThan(value);
    }
  });
});

test('calibration by race', async () => {
  for (const [measure, name] of [
    ['fairness.calibrationError', 'error'],
    ['fairness.calibrationGap', 'gap'],
  ] as const) {
    const query = { measure, shape: 'table', asOf: 'final', params: { segment: 'race' } } as const;
    for (const row of await employmentLog().ask(query, expected)) {
      const group = String(row.group);
      comparisons.compare(measure, row.value, expected.calibration[group]![name], group);
    }
    expect(comparisons.count(measure)).toBe(4);
  }
});

test('at the minimum sample of the model, groups of a short window are named and not compared', async () => {
  const window = { from: '2026-10-10T11:00:00Z', to: '2026-10-10T14:00:00Z' };
  const params = { segment: 'race' };
  const query = { measure: 'fairness.selectionRate', shape: 'table', asOf: 'final', params } as const;
  const rows = await employmentLog().ask(query, window);
  expect(rows.map(({ group, small }) => [group, small])).toEqual([
    ['asian', true],
    ['black', true],
    ['other', true],
    ['white', false],
  ]);
  const [disparity] = await employmentLog().ask(
    { measure: 'fairness.demographicParityDifference', shape: 'table', params },
    window,
  );
  expect(disparity).toMatchObject({
    value: null,
    verdict: 'insufficient',
    reason: 'fewer than two groups with 200 rows that the rate is a share of',
  });
});
