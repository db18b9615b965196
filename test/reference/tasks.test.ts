import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabelEvent, MeasureId, PredictionEvent } from '../../collector/src/contract';
import { openDuckDbStore } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER, employmentSpec } from '../support/employment';
import { readNdjson } from '../support/ndjson';
import { type LoadedModel, loadModel } from '../support/openTestEngine';
import { taskFolder, taskSpec } from '../support/tasks';
import { Comparisons } from './comparisons';

/*
 * Performance of three classes, of a regression and at the top of a ranking, through the real store and the query
 * engine, against scikit-learn's on the same rows.
 */

jest.setTimeout(60_000);

type Window = { from: string; to: string; n: number; confusion?: number[][] } & Record<string, number>;
interface ExpectedTasks {
  cards: Window[];
  housing: Window[];
  employmentTop: Window;
}

const expected = JSON.parse(readFileSync(join(__dirname, 'expected/tasks.json'), 'utf8')) as ExpectedTasks;
const comparisons = new Comparisons();
const folder = mkdtempSync(join(tmpdir(), 'modelwatch-tasks-'));
const loaded: LoadedModel[] = [];
let cards: LoadedModel;
let housing: LoadedModel;
let employment: LoadedModel;

beforeAll(async () => {
  const load = async (name: string, spec = employmentSpec(), files = EMPLOYMENT_FOLDER) => {
    const store = await openDuckDbStore({ file: join(folder, `${name}.duckdb`) });
    const model = await loadModel(store, spec, files, 'v1');
    loaded.push(model);
    return model;
  };
  cards = await load('cards', taskSpec('cards'), taskFolder('cards'));
  housing = await load('housing', taskSpec('housing'), taskFolder('housing'));
  employment = await load('employment');
}, 120_000);

afterAll(async () => {
  for (const { store } of loaded) await store.close();
  rmSync(folder, { recursive: true });
  process.stdout.write(`\n${comparisons.table('Other tasks against scikit-learn')}\n`);
});

type Params = Record<string, string | number>;

const OF_CLASSES: [MeasureId, string, Params][] = [
  ['performance.accuracy', 'accuracy', {}],
  ['performance.balancedAccuracy', 'balancedAccuracy', {}],
  ['performance.precision', 'precisionMacro', {}],
  ['performance.recall', 'recallMacro', {}],
  ['performance.f1', 'f1Macro', {}],
  ['performance.f1', 'f1Weighted', { average: 'weighted' }],
  ['performance.mcc', 'mcc', {}],
  ['performance.cohenKappa', 'cohenKappa', {}],
  ['performance.rocAucOneVsRest', 'rocAucOvrMacro', {}],
  ['performance.logLossOfClasses', 'logLoss', {}],
];

const OF_REGRESSION: [MeasureId, string, Params][] = [
  ['performance.meanError', 'meanError', {}],
  ['performance.mae', 'mae', {}],
  ['performance.rmse', 'rmse', {}],
  ['performance.mape', 'mape', {}],
  ['performance.medianAbsoluteError', 'medianAbsoluteError', {}],
  ['performance.r2', 'r2', {}],
  ['performance.maxError', 'maxError', {}],
  ['performance.pinballLoss', 'pinballLoss0.9', { quantile: 0.9 }],
];

async function valueOf(model: LoadedModel, measure: MeasureId, window: Window, params?: Params) {
  const query = { measure, shape: 'table', asOf: 'final', params } as const;
  const [row] = await model.ask(query, window);
  return row!;
}

describe.each(expected.cards.map((window) => [window.from, window] as const))(
  'three classes from %s',
  (where, window) => {
    test.each(OF_CLASSES)('%s is %s of scikit-learn', async (measure, name, params) => {
      const row = await valueOf(cards, measure, window, params);
      expect(row.n).toBe(window.n);
      comparisons.compare(`${measure}: ${name}`, row.value, window[name]!, where);
    });

    test('weighted precision and recall follow from the confusion of scikit-learn', async () => {
      const confusion = window.confusion!;
      const actual = confusion.map((row) => row.reduce((a, b) => a + b, 0));
      const predicted = confusion.map((_, k) => confusion.reduce((total, row) => total + row[k]!, 0));
      const weighted = (rate: (k: number) => number) =>
        actual.reduce((total, rows, k) => total + (rows / window.n) * rate(k), 0);
      for (const [measure, value] of [
        ['performance.precision', weighted((k) => confusion[k]![k]! / predicted[k]!)],
        ['performance.recall', weighted((k) => confusion[k]![k]! / actual[k]!)],
      ] as const) {
        const row = await valueOf(cards, measure, window, { average: 'weighted' });
        comparisons.compare(`${measure}: weighted`, row.value, value, where);
      }
    });

    test('a series has a value for each hour with enough labels', async () => {
      const frame = await cards.frame(
        { measure: 'performance.logLossOfClasses', shape: 'series', window: '1h', asOf: 'final' },
        window,
      );
      const present = frame.fields[1]!.values.filter((value) => value !== null);
      expect(present.length).toBeGreaterThan(2);
    });
  },
);

describe.each(expected.housing.map((window) => [window.from, window] as const))(
  'regression from %s',
  (where, window) => {
    test.each(OF_REGRESSION)('%s is %s of scikit-learn', async (measure, name, params) => {
      const row = await valueOf(housing, measure, window, params);
      expect(row.n).toBe(window.n);
      comparisons.compare(`${measure}: ${name}`, row.value, window[name]!, where);
    });

    test('symmetric and weighted percentage errors are those of the rows of the files', async () => {
      const labels = new Map(
        readNdjson<LabelEvent>(`${taskFolder('housing')}/labels.ndjson.gz`).map(({ predictionId, label }) => [
          predictionId,
          Number(label),
        ]),
      );
      const pairs = readNdjson<PredictionEvent>(`${taskFolder('housing')}/predictions.ndjson.gz`)
        .filter(({ id, ts }) => ts >= window.from && ts < window.to && labels.has(id))
        .map(({ id, prediction }) => [Number(prediction), labels.get(id)!] as const);
      expect(pairs).toHaveLength(window.n);
      const sum = (of: (predicted: number, actual: number) => number) =>
        pairs.reduce((total, [predicted, actual]) => total + of(predicted, actual), 0);
      const absolute = sum((p, y) => Math.abs(p - y));
      const wape = absolute / sum((_, y) => Math.abs(y));
      const smape = sum((p, y) => (2 * Math.abs(p - y)) / (Math.abs(p) + Math.abs(y))) / pairs.length;
      for (const [measure, value] of [
        ['performance.wape', wape],
        ['performance.smape', smape],
      ] as const) {
        const row = await valueOf(housing, measure, window);
        comparisons.compare(`${measure}: from the rows`, row.value, value, where);
      }
    });
  },
);

describe('the top of a ranking', () => {
  const window = expected.employmentTop;
  test.each([
    ['performance.precisionAtTop', 'precisionAt', [10, 100, 500]],
    ['performance.recallAtTop', 'recallAt', [10, 100, 500]],
    ['performance.liftAtTop', 'liftAt', [100]],
  ] as const)('%s, ties by id', async (measure, name, sizes) => {
    for (const k of sizes) {
      const row = await valueOf(employment, measure, window, { k });
      expect(row.n).toBe(window.labelled);
      comparisons.compare(measure, row.value, window[`${name}${k}`]!, `${k}`);
    }
  });

  test('says when there are fewer rows than are asked for', async () => {
    const row = await valueOf(employment, 'performance.precisionAtTop', window, { k: 3000 });
    expect(row).toMatchObject({ value: null, reason: 'fewer than 3000 labelled predictions' });
  });
});

test('measures of one task refuse a model of another', async () => {
  const [window] = expected.housing;
  await expect(valueOf(housing, 'performance.rocAucOneVsRest', window!)).rejects.toMatchObject({
    code: 'measure-does-not-fit',
  });
  await expect(valueOf(cards, 'performance.mae', window!)).rejects.toMatchObject({
    code: 'measure-does-not-fit',
  });
});
