import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Comparison,
  LabelEvent,
  PredictionEvent,
  ReplayRun,
  VersionSpec,
} from '../../collector/src/contract';
import { openRegistry, type Registry } from '../../collector/src/registry';
import {
  type ComparisonService,
  createComparisonService,
  createExplanationService,
  createPrepareModel,
  createReplayService,
  type ExplanationService,
  type ReplayService,
} from '../../collector/src/replay';
import { buildWorker } from '../../collector/src/replay/testing/buildWorker';
import { openDuckDbStore, type Store } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER, employmentSpec } from '../support/employment';
import { readNdjson } from '../support/ndjson';
import { labelRecord, predictionRecord } from '../support/records';

/*
 * Two versions compared over the window of the unit-change incident, against what scikit-learn says of each of them on
 * the same rows; and what a guard rail makes of it.
 */

jest.setTimeout(60_000);

interface ExpectedPerformance {
  n: number;
  accuracy: number;
  rocAuc: number;
}
const expected = JSON.parse(readFileSync(join(__dirname, 'expected/employment.json'), 'utf8')) as {
  replay: {
    from: string;
    to: string;
    rows: number;
    models: Record<
      string,
      { asLogged: { meanScore: number; agreementWithLogged: number; performance: ExpectedPerformance } }
    >;
  };
};
const { from, to } = expected.replay;
const of = (version: string) => expected.replay.models[version]!.asLogged;
const folder = mkdtempSync(join(tmpdir(), 'modelwatch-comparison-'));
const silent = { info: () => undefined, warn: () => undefined };

let store: Store;
let registry: Registry;
let replays: ReplayService;
let comparisons: ComparisonService;
let explanations: ExplanationService;
let run: ReplayRun;

beforeAll(async () => {
  store = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
  const workerFile = buildWorker();
  const prepareModel = createPrepareModel({ workerFile });
  registry = await openRegistry({ store, modelsDir: join(folder, 'models'), prepareModel, clock: Date.now });
  const spec = employmentSpec();
  await registry.applyModel({
    ...spec,
    production: 'v1',
    segments: [{ name: 'sex', sensitive: true }, { name: 'race' }, { name: 'client' }, { name: 'region' }],
    guardRails: {
      notWorse: [
        { measure: 'performance.rocAuc', by: 0.01 },
        { measure: 'performance.accuracy', by: 0.01, segment: 'sex' },
        { measure: 'fairness.equalizedOddsDifference', by: 0.05 },
      ],
      size: { atMostBytes: 100 },
    },
  });
  const { versions } = JSON.parse(readFileSync(join(EMPLOYMENT_FOLDER, 'model.json'), 'utf8')) as {
    versions: Record<string, VersionSpec>;
  };
  for (const [version, one] of Object.entries(versions)) {
    await registry.putVersion(spec.model, version, one, readFileSync(join(EMPLOYMENT_FOLDER, one.file!)));
  }
  await registry.putBaseline(spec.model, 'v1', {}, readFileSync(join(EMPLOYMENT_FOLDER, 'baseline.parquet')));
  const predictions = readNdjson<PredictionEvent>(join(EMPLOYMENT_FOLDER, 'predictions.ndjson.gz')).filter(
    ({ ts }) => Date.parse(ts) >= Date.parse(from) && Date.parse(ts) < Date.parse(to),
  );
  const ids = new Set(predictions.map(({ id }) => id));
  const labels = readNdjson<LabelEvent>(join(EMPLOYMENT_FOLDER, 'labels.ndjson.gz')).filter(
    ({ predictionId }) => ids.has(predictionId),
  );
  await store.apply(
    [
      ...predictions.map((event) => predictionRecord(event, registry.requireModel(spec.model).spec)),
      ...labels.map(labelRecord),
    ],
    '1',
  );
  const clock = Date.now;
  replays = await createReplayService({ store, registry, workerFile, threads: 1, log: silent, clock });
  comparisons = createComparisonService({ store, registry, replays, workerFile, clock });
  explanations = createExplanationService({ store, registry, workerFile, clock });
  const asked = { model: spec.model, from, to, versions: ['v1', 'v2', 'v3', 'v3-int8'] };
  run = await replays.wait((await replays.start(asked)).id);
}, 60_000);

afterAll(async () => {
  await replays.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const find = ({ performance }: Comparison, id: string) => performance.find(({ measure }) => measure === id)!;

it('tells of both sides what scikit-learn says of each, and how sure their difference is', async () => {
  expect(run).toMatchObject({ state: 'done', error: null });
  const compared = await comparisons.compare(run.id, { candidate: { version: 'v2' } });
  expect(compared).toMatchObject({
    reference: { version: 'v1', repaired: false },
    candidate: { version: 'v2', repaired: false },
    rows: expected.replay.rows,
    share: 1,
    unscored: { reference: 0, candidate: 0 },
  });
  expect(compared.weighting.labelled).toBe(of('v1').performance.n);
  const [auc, accuracy] = [find(compared, 'performance.rocAuc'), find(compared, 'performance.accuracy')];
  // Every label has arrived but for a few, which the weights make up for: the unweighted values are met closely.
  const near = compared.weighting.coverage === 1 ? 9 : 3;
  expect(auc.reference).toBeCloseTo(of('v1').performance.rocAuc, near);
  expect(auc.candidate).toBeCloseTo(of('v2').performance.rocAuc, near);
  expect(accuracy.reference).toBeCloseTo(of('v1').performance.accuracy, near);
  expect(accuracy.candidate).toBeCloseTo(of('v2').performance.accuracy, near);
  expect(auc.difference!.method).toBe('DeLong');
  expect(auc.difference!.value).toBeCloseTo(auc.candidate! - auc.reference!, 12);
  expect(accuracy.difference!.method).toBe('Tango');
  expect(compared.shift!.candidate).toBeCloseTo(of('v2').meanScore, 6);
  const flipped = compared.flips.reduce((sum, { rows }) => sum + rows, 0);
  expect(compared.agreement).toBeCloseTo(1 - flipped / compared.rows, 12);
  for (const { interval, value } of compared.performance.flatMap(({ difference }) => difference ?? [])) {
    expect(interval!.lower).toBeLessThanOrEqual(value);
    expect(interval!.upper).toBeGreaterThanOrEqual(value);
  }
  for (const { examples } of compared.flips) {
    expect(examples).toHaveLength(5);
    expect(examples.every(({ id }) => id.startsWith('emp-'))).toBe(true);
  }
});

describe('explanations', () => {
  interface ExpectedRow {
    id: string;
    base: number;
    value: number;
    phi: Record<string, number>;
  }
  const { rows } = (
    JSON.parse(readFileSync(join(__dirname, 'expected/employment.json'), 'utf8')) as {
      explanation: { rows: ExpectedRow[] };
    }
  ).explanation;
  const ids = rows.map(({ id }) => id);
  const asked = { model: 'employment', version: 'v2', from, to, ids };

  it('gives the exact Shapley values of onnxruntime in Python, and keeps them', async () => {
    const background = { rows: 10, draw: 'first' as const };
    const explained = await explanations.explain({ ...asked, background });
    expect(explained.rows.map(({ id }) => id)).toEqual(ids);
    explained.rows.forEach(({ method, base, score, features }, index) => {
      const { base: expectedBase, value, phi } = rows[index]!;
      expect(method).toBe('exact');
      expect(Math.abs(base - expectedBase)).toBeLessThan(1e-6);
      expect(Math.abs(score - value)).toBeLessThan(1e-6);
      expect(features).toHaveLength(Object.keys(phi).length);
      for (const { feature, attribution, standardError, logged } of features) {
        expect(Math.abs(attribution - phi[feature]!)).toBeLessThan(1e-6);
        expect(standardError).toBe(0);
        expect(logged).toBeNull();
      }
    });
    expect(await explanations.get(explained.id)).toEqual(explained);
  });

  it('counts a prediction as explained once the version that served it was', async () => {
    const selection = { model: 'employment', from: Date.parse(from), to: Date.parse(to), filters: [] };
    const count = async () =>
      (await store.countAttributions({ selection, groupBy: [], bucketMs: null, features: ['AGEP'] }))[0]!
        .value;
    // Of v2, which served none of these.
    expect((await count()).attributedRows).toBe(0);
    const { rows: explained } = await explanations.explain({
      ...asked,
      version: 'v1',
      background: { rows: 2, draw: 'first' },
    });
    const counted = await count();
    expect(counted.attributedRows).toBe(explained.length);
    const ofAge = explained.map(
      ({ features }) => features.find(({ feature }) => feature === 'AGEP')!.attribution,
    );
    expect(counted.absolute.AGEP).toBeCloseTo(
      ofAge.reduce((sum, attribution) => sum + Math.abs(attribution), 0),
      9,
    );
  });

  it('says what it cannot explain', async () => {
    await expect(explanations.explain({ ...asked, ids: ['nobody'] })).rejects.toMatchObject({
      code: 'unknown-prediction',
      path: '$.ids',
    });
    await expect(explanations.explain({ ...asked, background: { baseline: 'v9' } })).rejects.toMatchObject({
      code: 'explanation-background',
    });
  });
});
