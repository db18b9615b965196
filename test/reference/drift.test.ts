import { type MeasureId, SCORE_COLUMN } from '../../collector/src/contract';
import { employmentSpec } from '../support/employment';
import { useEmploymentLog } from '../support/employmentLog';
import { Comparisons } from './comparisons';
import { expectedWindows, type ExpectedWindow } from './expectedEmployment';

/*
 * Two-sample tests and distances on the employment log, through the real store and the query engine, for every window,
 * every feature and the score, against SciPy's; `twoSample.test.ts` holds the same functions to them without a store.
 */

jest.setTimeout(60_000);

const comparisons = new Comparisons();
const employmentLog = useEmploymentLog();

afterAll(() => {
  process.stdout.write(`\n${comparisons.table('Two-sample measures of the employment log against SciPy')}\n`);
});

const { features } = employmentSpec();
const NUMBERS = [...features.filter(({ type }) => type === 'number').map(({ name }) => name), SCORE_COLUMN];
const CATEGORIES = features.filter(({ type }) => type !== 'number').map(({ name }) => name);

const OF_VALUES: [MeasureId, string, Record<string, string>?][] = [
  ['drift.kolmogorovSmirnov', 'ks'],
  ['drift.cramerVonMises', 'cramerVonMises', { form: 'scipy' }],
  ['drift.andersonDarling', 'andersonKSampleStatistic'],
  ['drift.eppsSingleton', 'eppsSingleton'],
  ['drift.mannWhitney', 'mannWhitney'],
  ['drift.welchT', 'welchT'],
  ['drift.wasserstein', 'wasserstein'],
  ['drift.energyDistance', 'energyDistance'],
];
const OF_LEVELS: [MeasureId, string][] = [
  ['drift.chiSquare', 'chiSquare'],
  ['drift.g', 'g'],
];

/**
 * SciPy takes Cramér-von Mises p-values as 1 less a sum near 1 and is up to 1.8e-15 above the exact value of its own
 * series: smaller p-values than this have less than six digits there.
 */
const LEAST_CRAMER_VON_MISES = 1e-9;

const referenceOf = (window: ExpectedWindow, feature: string, name: string): [number, number?] => {
  const all =
    feature === SCORE_COLUMN
      ? (window.scoreDrift.twoSample as Record<string, number | number[]>)
      : window.twoSample[feature]!;
  const value = all[name]!;
  return Array.isArray(value) ? [value[0]!, value[1]] : [value];
};

async function compareFeatures(
  window: ExpectedWindow,
  names: string[],
  [measure, name, params]: [MeasureId, string, Record<string, string>?],
  label: string = measure,
): Promise<void> {
  const rows = await employmentLog().ask({ measure, shape: 'table', features: names, params }, window);
  expect(rows.map(({ feature }) => feature)).toEqual(names);
  for (const row of rows) {
    const feature = String(row.feature);
    const where = `${feature} ${window.from}`;
    const [statistic, pValue] = referenceOf(window, feature, name);
    comparisons.compare(label, row.value, statistic, where);
    if (pValue === undefined) expect(row.pValue).toBeNull();
    else if (measure !== 'drift.cramerVonMises' || pValue > LEAST_CRAMER_VON_MISES)
      comparisons.comparePValue(label, row.pValue, pValue, where);
  }
}

describe.each(expectedWindows.map((window) => [`${window.from} to ${window.to}`, window] as const))(
  '%s',
  (where, window) => {
    test.each(OF_VALUES)('%s of every number and the score is as SciPy has it', async (...one) => {
      await compareFeatures(window, NUMBERS, one);
    });

    test.each(OF_LEVELS)('%s of every category is as SciPy has it', async (measure, name) => {
      await compareFeatures(window, CATEGORIES, [measure, name, { bins: 'joined' }], `${measure} (joined)`);
      // No category of this log has more than one level that its baseline does not know.
      await compareFeatures(window, CATEGORIES, [measure, name]);
    });

    test('the Wasserstein distance in standard deviations of the baseline is as Evidently has it', async () => {
      const rows = await employmentLog().ask(
        { measure: 'drift.wasserstein', shape: 'table', features: NUMBERS, params: { scale: 'baselineStd' } },
        window,
      );
      for (const { feature, value } of rows) {
        const all = feature === SCORE_COLUMN ? window.scoreDrift : window.drift[String(feature)]!;
        const expected = all.wasserstein as number;
        comparisons.compare(
          'drift.wasserstein (baselineStd)',
          value,
          expected,
          `${String(feature)} ${where}`,
        );
      }
    });

    test("the textbook's Cramér-von Mises is 0 or more and sees what changed", async () => {
      const rows = await employmentLog().ask(
        { measure: 'drift.cramerVonMises', shape: 'table', features: NUMBERS },
        window,
      );
      for (const { feature, value } of rows) {
        const [ks] = referenceOf(window, String(feature), 'ks');
        expect(value).toBeGreaterThanOrEqual(0);
        // By definition no more than nm / (n + m) times the square of the largest distance.
        expect(value).toBeLessThanOrEqual(20_000 * ks * ks);
      }
    });
  },
);

test('every measure was compared in every window', () => {
  const names = [...OF_VALUES, ...OF_LEVELS].map(([measure]) => measure);
  expect(names.filter((name) => comparisons.count(name) < expectedWindows.length)).toEqual([]);
});
