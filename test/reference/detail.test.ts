import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MeasureId, ModelSpec, PredictionRecord } from '../../collector/src/contract';
import { computeMeasure } from '../../collector/src/measures';
import { openDuckDbStore, type Store } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER, employmentSpec } from '../support/employment';
import { type LoadedModel, loadModel } from '../support/openTestEngine';
import { labelRecord, predictionRecord, schemaOf } from '../support/records';
import { taskFolder, taskSpec } from '../support/tasks';
import { Comparisons } from './comparisons';

/*
 * Curves, gain, further measures of a regression, and rankings, through the real store, against scikit-learn
 * (`scripts/expectDetail.py`).
 */

jest.setTimeout(60_000);

interface Window {
  from: string;
  to: string;
}
const expected = JSON.parse(readFileSync(join(__dirname, 'expected/detail.json'), 'utf8')) as {
  curves: Window & {
    points: number;
    roc: number[][];
    precisionRecall: number[][];
    gain: number[];
    lift: number[];
  };
  regression: Window & Record<'n' | 'rmsle' | 'd2Absolute' | 'd2Pinball0.9', number>;
  rankings: {
    k: number;
    requests: { scores: number[]; relevance: number[] }[];
  } & Record<'ndcg' | 'reciprocalRank' | 'precisionAtK' | 'hitRateAtK', number>;
};

const comparisons = new Comparisons();
const folder = mkdtempSync(join(tmpdir(), 'modelwatch-detail-'));
let store: Store;
let employment: LoadedModel;
let housing: LoadedModel;

beforeAll(async () => {
  store = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
  employment = await loadModel(store, employmentSpec(), EMPLOYMENT_FOLDER, 'v1');
  housing = await loadModel(store, taskSpec('housing'), taskFolder('housing'), 'v1');
}, 120_000);

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
  process.stdout.write(`\n${comparisons.table('Curves, gain, regression and rankings')}\n`);
});

describe('curves of one day', () => {
  const { curves } = expected;
  const everyPoint = { points: 5000 };
  const ask = (measure: MeasureId, params: Record<string, number>) =>
    employment.ask({ measure, shape: 'table', asOf: 'final', params }, curves);

  test.each([
    ['performance.rocCurve', curves.roc, ['threshold', 'falsePositiveRate', 'truePositiveRate']],
    ['performance.precisionRecallCurve', curves.precisionRecall, ['threshold', 'recall', 'precision']],
  ] as const)('%s has the points of scikit-learn', async (measure, points, names) => {
    const rows = await ask(measure, everyPoint);
    const byThreshold = new Map(rows.map((row) => [row.threshold, row]));
    for (const point of points) {
      const row = byThreshold.get(point[0])!;
      names.forEach((name, i) =>
        comparisons.compare(measure, row[name], point[i]!, `${name} at ${point[0]}`),
      );
    }
    expect(points.length).toBeGreaterThan(40);
    expect(rows).toHaveLength(measure === 'performance.rocCurve' ? curves.points : curves.points - 1);
  });

  test('gain and lift by tenths', async () => {
    const rows = await ask('performance.gainTable', { parts: 10 });
    rows.forEach((row, i) => {
      comparisons.compare('performance.gainTable: gain', row.gain, curves.gain[i]!, `tenth ${i + 1}`);
      comparisons.compare('performance.gainTable: lift', row.lift, curves.lift[i]!, `tenth ${i + 1}`);
    });
    expect(rows).toHaveLength(10);
  });
});

test.each([
  ['performance.rmsle', 'rmsle', {}],
  ['performance.d2Pinball', 'd2Absolute', { quantile: 0.5 }],
  ['performance.d2Pinball', 'd2Pinball0.9', { quantile: 0.9 }],
] as const)('%s of the regression is %s', async (measure, name, params) => {
  const query = { measure, shape: 'table', asOf: 'final', params } as const;
  const [row] = await housing.ask(query, expected.regression);
  expect(row!.n).toBe(expected.regression.n);
  comparisons.compare(`${measure}: ${name}`, row!.value, expected.regression[name], 'housing');
});

test('rankings by request', async () => {
  const spec: ModelSpec = {
    model: 'ranking',
    task: 'regression',
    features: [{ name: 'x', type: 'number' }],
  };
  await store.ensureSchema(schemaOf(spec));
  const ts = '2026-10-01T00:00:00Z';
  const records = expected.rankings.requests.flatMap(({ scores, relevance }, request) =>
    scores.flatMap((score, item) => {
      const id = `ranking-${request}-${item}`;
      const requestId = `request-${request}`;
      const event = { id, ts, model: spec.model, requestId, features: {}, prediction: score };
      const prediction: PredictionRecord = { ...predictionRecord(event, spec), requestId };
      return [prediction, labelRecord({ predictionId: id, label: relevance[item]!, ts })];
    }),
  );
  await store.apply(records, 'rankings');
  const from = Date.parse(ts);
  const [group] = await store.rankRequests({
    selection: { model: spec.model, from, to: from + 1, filters: [] },
    groupBy: [],
    bucketMs: null,
    asOf: Infinity,
    k: expected.rankings.k,
    positiveClass: null,
  });
  for (const name of ['ndcg', 'reciprocalRank', 'precisionAtK', 'hitRateAtK'] as const) {
    const { value, rows, interval } = computeMeasure(`performance.${name}`, group!.value, {});
    expect(rows).toBe(expected.rankings.requests.length);
    expect(interval!.upper).toBeGreaterThan(value!);
    comparisons.compare(`performance.${name}`, value, expected.rankings[name], 'requests');
  }
});
