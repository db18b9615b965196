import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  andersonDarling,
  chiSquare,
  cramerVonMises,
  energyDistance,
  eppsSingleton,
  gTest,
  kolmogorovSmirnov,
  lInfinity,
  mannWhitney,
  tabulateValues,
  totalVariation,
  wasserstein,
  welchT,
  type LevelCounts,
  type TwoSampleResult,
  type ValueCounts,
} from '../../collector/src/measures/twoSample';

type Reference = number | [statistic: number, pValue: number, degreesOfFreedom?: number];
type References = Record<string, Reference>;
interface Window {
  from: string;
  to: string;
  n: number;
  twoSample: Record<string, References>;
  scoreDrift: { twoSample: References };
}
type Cell = number | string | null;
interface Prediction {
  ts: string;
  status: number;
  features: Record<string, Cell>;
  prediction?: { scores: Record<string, number> };
}

const NUMERIC: Record<string, (counts: ValueCounts) => TwoSampleResult> = {
  ks: kolmogorovSmirnov,
  mannWhitney,
  welchT,
  cramerVonMises: (counts) => cramerVonMises(counts, 'asSciPy'),
  eppsSingleton,
  andersonKSampleStatistic: andersonDarling,
  wasserstein,
  energyDistance,
};
const CATEGORICAL: Record<string, (counts: LevelCounts) => TwoSampleResult> = {
  chiSquare,
  g: gTest,
  totalVariation,
  lInfinity,
};
/** Below this a p-value is near the least double, and the statistic is compared alone. */
const LEAST_COMPARED_P = 1e-300;
/**
 * SciPy takes Cramér-von Mises p-values as 1 less a sum near 1, and is 1.3e-15 to 1.8e-15 above the exact value of its
 * own ended series (by mpmath at 40 digits). Differences of that size are counted and printed, not judged by logarithm.
 */
const ROUNDING_OF_ONE_LESS_SUM = 4e-15;

const DEMO = join(__dirname, '../../collector/demo/employment');
const reference = JSON.parse(readFileSync(join(__dirname, 'expected/employment.json'), 'utf8')) as {
  windows: Window[];
};

const predictions = gunzipSync(readFileSync(join(DEMO, 'predictions.ndjson.gz')))
  .toString('utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Prediction);

let baseline: Record<string, Cell[]>;
beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const path = join(DEMO, 'baseline.parquet').replaceAll("'", "''");
  const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet('${path}')`);
  baseline = reader.getColumnsObject() as Record<string, Cell[]>;
  connection.closeSync();
  instance.closeSync();
});

const rowsOf = (window: Window): Prediction[] =>
  predictions.filter((one) => {
    const at = Date.parse(one.ts);
    return at >= Date.parse(window.from) && at < Date.parse(window.to);
  });

const numbers = (cells: Cell[]): number[] => cells.map((cell) => (cell == null ? NaN : Number(cell)));

function countLevels(one: Cell[], other: Cell[]): LevelCounts {
  const places = new Map<string, number>();
  const counts: LevelCounts = { baseline: [], current: [] };
  for (const [sample, cells] of [
    ['baseline', one],
    ['current', other],
  ] as const)
    for (const cell of cells) {
      if (cell == null) continue;
      const level = String(cell);
      const place = places.get(level) ?? places.size;
      places.set(level, place);
      counts[sample][place] = (counts[sample][place] ?? 0) + 1;
    }
  const filled = (sample: number[]): number[] => Array.from(places.values(), (place) => sample[place] ?? 0);
  return { baseline: filled(counts.baseline), current: filled(counts.current) };
}

const largest: Record<string, { statistic: number; logP: number; compared: number; asRounding?: number }> =
  {};

function compare(measure: string, result: TwoSampleResult, expected: Reference): void {
  const [statistic, pValue, degreesOfFreedom] = Array.isArray(expected) ? expected : [expected];
  expect(result.statistic).not.toBeNull();
  const difference = Math.abs(result.statistic! - statistic);
  const relative = Math.min(difference, difference / Math.abs(statistic));
  const record = (largest[measure] ??= { statistic: 0, logP: 0, compared: 0 });
  record.compared++;
  record.statistic = Math.max(record.statistic, relative);
  expect(relative).toBeLessThan(1e-9);
  if (degreesOfFreedom !== undefined) expect(result.degreesOfFreedom).toBe(degreesOfFreedom);
  if (pValue === undefined) return;
  if (pValue < LEAST_COMPARED_P) {
    expect(result.pValue).toBeLessThan(LEAST_COMPARED_P);
    return;
  }
  const inLogarithm = Math.abs(Math.log(result.pValue!) / Math.log(pValue) - 1);
  const isRounding = Math.abs(result.pValue! - pValue) < ROUNDING_OF_ONE_LESS_SUM;
  if (measure === 'cramerVonMises' && inLogarithm >= 1e-6 && isRounding) {
    record.asRounding = (record.asRounding ?? 0) + 1;
    return;
  }
  record.logP = Math.max(record.logP, inLogarithm);
  expect(inLogarithm).toBeLessThan(1e-6);
}

function compareAll(references: References, one: Cell[], other: Cell[]): void {
  const isNumeric = 'ks' in references;
  expect(Object.keys(references).sort()).toEqual(Object.keys(isNumeric ? NUMERIC : CATEGORICAL).sort());
  const values = isNumeric ? tabulateValues(numbers(one), numbers(other)) : undefined;
  const levels = isNumeric ? undefined : countLevels(one, other);
  for (const [measure, expected] of Object.entries(references)) {
    const result = values ? NUMERIC[measure]!(values) : CATEGORICAL[measure]!(levels!);
    compare(measure, result, expected);
  }
}

describe.each(reference.windows)('employment from $from to $to', (window) => {
  const rows = rowsOf(window);

  test('has the rows that the reference was computed from', () => {
    expect(rows).toHaveLength(window.n);
  });

  test.each(Object.keys(window.twoSample))('two-sample tests of %s equal SciPy', (feature) => {
    const current = rows.map((row) => row.features[feature] ?? null);
    compareAll(window.twoSample[feature]!, baseline[feature]!, current);
  });

  test('two-sample tests of the score equal SciPy', () => {
    const answered = rows.filter((row) => row.status === 200);
    const current = answered.map((row) => row.prediction?.scores['1'] ?? null);
    compareAll(window.scoreDrift.twoSample, baseline['score']!, current);
  });
});

afterAll(() => {
  const lines = Object.entries(largest).map(([measure, { compared, statistic, logP, asRounding }]) =>
    [
      measure.padEnd(26),
      String(compared).padStart(4),
      `  statistic ${statistic.toExponential(1)}`,
      `  ln p ${logP.toExponential(1)}`,
      asRounding ? `  (${asRounding} p-values to ${ROUNDING_OF_ONE_LESS_SUM} only)` : '',
    ].join(''),
  );
  process.stdout.write(`two-sample tests, largest differences from SciPy\n${lines.join('\n')}\n`);
});
