import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCORE_COLUMN } from '../../collector/src/contract';
import { type FeatureSample, learnLoss, type Loss } from '../../collector/src/measures';
import { type Column, openDuckDbStore } from '../../collector/src/store';
import { type LoadedModel, loadModel } from '../support/openTestEngine';
import { taskFolder, taskSpec } from '../support/tasks';
import { Comparisons } from './comparisons';

/*
 * Errors of a regression estimated without labels, against NannyML's direct loss estimation, whose trees are LightGBM's:
 * two estimators of the same thing, which must come within a few percent of each other and of what came true on rows like
 * those of the baseline. The trees themselves are held to scikit-learn's beside them.
 */

jest.setTimeout(60_000);

/** Of our estimate from NannyML's: the trees differ. */
const OF_ESTIMATORS = 0.08;
/** Of an estimate from what came true: three standard errors, of either half, because both vary by chance. */
const STANDARD_ERRORS = 3 * Math.SQRT2;

const METRICS = ['mae', 'mse', 'rmse'] as const;
type Metrics = Record<
  (typeof METRICS)[number],
  { estimated: number; samplingError: number; realized: number }
>;
interface Window extends Metrics {
  from: string;
  to: string;
  rows: number;
}
const { housing: expected } = JSON.parse(readFileSync(join(__dirname, 'expected/losses.json'), 'utf8')) as {
  housing: { windows: Window[]; halves: (Metrics & { rows: number })[] };
};

const comparisons = new Comparisons();
const folder = mkdtempSync(join(tmpdir(), 'modelwatch-losses-'));
const spec = taskSpec('housing');
let housing: LoadedModel;

beforeAll(async () => {
  const store = await openDuckDbStore({ file: join(folder, 'housing.duckdb') });
  housing = await loadModel(store, spec, taskFolder('housing'), 'v1');
}, 60_000);

afterAll(async () => {
  await housing.store.close();
  rmSync(folder, { recursive: true });
  process.stdout.write(
    `\n${comparisons.table('Errors without labels against NannyML (another estimator)')}\n`,
  );
});

test.each(expected.windows)('from $from an error is estimated as NannyML does', async (window) => {
  for (const name of METRICS) {
    const { estimated, realized } = window[name];
    const query = { measure: `estimate.${name}`, shape: 'table', params: { maximumOutside: 1 } } as const;
    const [row] = await housing.ask({ ...query, asOf: 'final' }, window);
    expect(row!.n).toBe(window.rows);
    // A root halves relative differences.
    const tolerance = name === 'mse' ? 2 * OF_ESTIMATORS : OF_ESTIMATORS;
    comparisons.compare(`estimate.${name}`, row!.value, estimated, window.from, tolerance);
    comparisons.compare(`estimate.${name} (realised)`, Number(row!.realised), realized, window.from, 1e-5);
  }
});

test('rows unlike the baseline, of which most of this log are, are not estimated', async () => {
  const frame = await housing.frame({ measure: 'estimate.mae', shape: 'table' }, expected.windows[0]!);
  expect(frame.meta.notices![0]!.text).toContain('without labels, by trees');
  const field = (name: string) => frame.fields.find((one) => one.name === name)!.values[0];
  expect(field('value')).toBeNull();
  expect(field('reason')).toMatch(/of the rows are outside the baseline/);
});

test.each([0, 1])('half of a baseline (%d) tells the error of the other half', async (half) => {
  const features = spec.features.map(({ name }) => name);
  const all = await housing.store.sampleBaseline({
    model: 'housing',
    baselineVersion: 'v1',
    features,
    segments: [],
    classes: [],
    limit: 1e9,
  });
  const choose = (column: Column, rest: number): Column =>
    column.type === 'number'
      ? { type: 'number', values: column.values.filter((_, row) => row % 2 === rest) }
      : { ...column, codes: column.codes.filter((_, row) => row % 2 === rest) };
  const sampleOf = (rest: number): FeatureSample => {
    const scores = choose({ type: 'number', values: all.scores }, rest) as Column & { type: 'number' };
    return {
      rows: scores.values.length,
      weights: scores.values.map(() => 1),
      columns: {
        ...Object.fromEntries(features.map((name) => [name, choose(all.features[name]!, rest)])),
        [SCORE_COLUMN]: scores,
      },
    };
  };
  const labels = all.labels!.codes.filter((_, row) => row % 2 === half);
  const sample = sampleOf(half);
  const { values } = sample.columns[SCORE_COLUMN] as Column & { type: 'number' };
  const errors = values.map((value, row) => value - Number(all.labels!.dictionary[labels[row]!]));
  for (const [name, loss] of [
    ['mae', 'absolute'],
    ['mse', 'squared'],
  ] as [keyof Metrics, Loss][]) {
    const growing = learnLoss({ sample, errors }, loss);
    let step = growing.next();
    while (!step.done) step = growing.next();
    const losses = step.value.lossesOf(sampleOf(1 - half));
    const mean = losses.reduce((sum, one) => sum + one, 0) / losses.length;
    const { estimated, realized, samplingError } = expected.halves[half]![name];
    comparisons.compare(`estimate.${name} (halves)`, mean, estimated, `half ${half}`, 2 * OF_ESTIMATORS);
    // NannyML's sampling error is the deviation of the losses learned from, over the root of the rows.
    comparisons.compare(
      `sampling error of ${name}`,
      step.value.deviation / Math.sqrt(losses.length),
      samplingError,
      `half ${half}`,
      1e-3,
    );
    expect(Math.abs(mean - realized)).toBeLessThan(STANDARD_ERRORS * samplingError);
  }
});
