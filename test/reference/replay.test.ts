import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabelEvent, PredictionEvent, ReplayRun, VersionSpec } from '../../collector/src/contract';
import { openRegistry, type Registry } from '../../collector/src/registry';
import { createPrepareModel, createReplayService, type ReplayService } from '../../collector/src/replay';
import { buildWorker } from '../../collector/src/replay/testing/buildWorker';
import { openDuckDbStore, type ReplayScores, type RowBatch, type Store } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER, employmentSpec } from '../support/employment';
import { readNdjson } from '../support/ndjson';
import { labelRecord, predictionRecord } from '../support/records';

/*
 * The unit-change incident of the employment log, run through every model as logged and with the repair, through the
 * real registry and store, against onnxruntime and scikit-learn in Python on the same rows.
 */

jest.setTimeout(60_000);

interface ExpectedRun {
  first20: number[];
  meanScore: number;
  performance: { n: number; accuracy: number; rocAuc: number };
  agreementWithLogged: number;
}
interface ExpectedReplay {
  from: string;
  to: string;
  rows: number;
  firstIds: string[];
  models: Record<string, { asLogged: ExpectedRun; repaired: ExpectedRun }>;
}

const expected = (
  JSON.parse(readFileSync(join(__dirname, 'expected/employment.json'), 'utf8')) as { replay: ExpectedReplay }
).replay;
const VERSIONS = Object.keys(expected.models);
/**
 * The reference ran the window in one call. A dynamically quantized model (v3-int8) takes its scale from the whole
 * call, so its scores are only the same when the same rows are called together; the others do not care.
 */
const WHOLE_WINDOW = 4096;
const folder = mkdtempSync(join(tmpdir(), 'modelwatch-replay-'));
const silent = { info: () => undefined, warn: () => undefined };

let store: Store;
let registry: Registry;
let replays: ReplayService;
let run: ReplayRun;
const appended: ReplayScores[] = [];
/** The rows of the window with their ids. */
let inOrder: RowBatch;

beforeAll(async () => {
  const opened = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
  store = {
    ...opened,
    appendReplayScores: async (id, batches, progress) => {
      appended.push(...structuredClone(batches));
      await opened.appendReplayScores(id, batches, progress);
    },
  };
  const workerFile = buildWorker();
  const prepareModel = createPrepareModel({ workerFile });
  registry = await openRegistry({ store, modelsDir: join(folder, 'models'), prepareModel, clock: Date.now });
  const spec = employmentSpec();
  await registry.applyModel(spec);
  await registry.putBaseline(spec.model, 'v1', {}, readFileSync(join(EMPLOYMENT_FOLDER, 'baseline.parquet')));
  const { versions } = JSON.parse(readFileSync(join(EMPLOYMENT_FOLDER, 'model.json'), 'utf8')) as {
    versions: Record<string, VersionSpec>;
  };
  for (const [version, one] of Object.entries(versions)) {
    await registry.putVersion(spec.model, version, one, readFileSync(join(EMPLOYMENT_FOLDER, one.file!)));
  }
  const records = [
    ...readNdjson<PredictionEvent>(join(EMPLOYMENT_FOLDER, 'predictions.ndjson.gz')).map((event) =>
      predictionRecord(event, spec),
    ),
    ...readNdjson<LabelEvent>(join(EMPLOYMENT_FOLDER, 'labels.ndjson.gz')).map(labelRecord),
  ];
  for (let start = 0; start < records.length; start += 5000) {
    await store.apply(records.slice(start, start + 5000), String(start));
  }
  replays = await createReplayService({
    store,
    registry,
    workerFile,
    threads: 1,
    log: silent,
    clock: Date.now,
    chunkRows: WHOLE_WINDOW,
  });
  const started = await replays.start({
    model: 'employment',
    from: expected.from,
    to: expected.to,
    versions: VERSIONS,
    repairs: [
      {
        feature: 'AGEP',
        expression: 'AGEP / 12',
        where: [{ key: 'client', operator: '=', values: ['mobile'] }],
      },
    ],
  });
  run = await replays.wait(started.id);
  const [from, to] = [Date.parse(expected.from), Date.parse(expected.to)];
  const selection = { model: 'employment', from, to, filters: [] };
  const rows = { selection, features: [], segments: [], asOf: Infinity, answeredOnly: true };
  for await (const batch of store.readRows(rows)) inOrder ??= batch;
}, 120_000);

afterAll(async () => {
  await replays.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

it('gives the scores of its baseline when it is registered, and is refused where two features are exchanged', async () => {
  const { versions } = registry.requireModel('employment');
  const { v1, v2 } = versions;
  expect(v1!.check!.compared).toBeGreaterThan(400);
  expect(v1!.check).toMatchObject({ baseline: 'v1', differing: 0, failed: {} });
  expect(v1!.check!.largestDifference).toBeLessThan(1e-6);
  expect(v2!.check).toMatchObject({ baseline: 'v1', compared: 0, failed: {} });
  const inputs = v1!.spec.inputs!.map((input) => {
    const other = { DEAR: 'DEYE', DEYE: 'DEAR' }[input.feature!];
    return other === undefined ? input : { ...input, feature: other };
  });
  await expect(registry.putVersion('employment', 'v1', { inputs }, null)).rejects.toMatchObject({
    code: 'version-scores-differ',
    message: expect.stringMatching(
      /the first of them \(AGEP \d+, SCHL .*was logged with 0\.\d+ and gets 0\.\d+/,
    ),
  });
});

it('runs every row of the incident', () => {
  expect(run).toMatchObject({
    state: 'done',
    error: null,
    progress: { rows: expected.rows, total: expected.rows },
  });
});

const RUNS = VERSIONS.flatMap((version) => [
  { version, repaired: false },
  { version, repaired: true },
]);

describe.each(RUNS)('$version, repaired: $repaired', ({ version, repaired }) => {
  const reference = expected.models[version]![repaired ? 'repaired' : 'asLogged'];
  const result = () => run.results.find((one) => one.version === version && one.repaired === repaired)!;

  it('scores each row as onnxruntime does in Python', () => {
    const [first] = appended.filter((one) => one.version === version && one.repaired === repaired);
    expect([...first!.numbers]).toEqual([...inOrder.numbers]);
    expect(inOrder.ids.slice(0, 20)).toEqual(expected.firstIds);
    reference.first20.forEach((score, row) =>
      expect(Math.abs(first!.scores[row]! - score)).toBeLessThan(1e-6),
    );
    expect(Math.abs(result().meanScore! - reference.meanScore)).toBeLessThan(1e-6);
    expect(result()).toMatchObject({ rows: expected.rows, failed: {} });
  });

  it('performs as scikit-learn says', () => {
    const { performance, agreementWithLogged } = result();
    expect(performance.n).toBe(reference.performance.n);
    expect(Math.abs(performance.rocAuc! - reference.performance.rocAuc)).toBeLessThan(1e-6);
    expect(performance.accuracy).toBeCloseTo(reference.performance.accuracy, 9);
    expect(agreementWithLogged).toBeCloseTo(reference.agreementWithLogged, 9);
    expect(performance.rocAucInterval!.lower).toBeLessThan(performance.rocAuc!);
    expect(performance.rocAucInterval!.upper).toBeGreaterThan(performance.rocAuc!);
  });
});

it('scores what was logged: the production version again, on the rows it served', () => {
  const again = run.results.find((one) => one.version === 'v1' && !one.repaired)!;
  expect(again.comparedWithLogged).toBe(expected.rows);
  expect(again.largestDifferenceFromLogged).toBeLessThan(1e-6);
  expect(run.logged!.rocAuc).toBeCloseTo(expected.models['v1']!.asLogged.performance.rocAuc, 6);
});

it.each([
  ['v1', '2026-10-01T00:00:00Z', '2026-10-04T00:00:00Z'],
  ['v2', '2026-10-12T13:12:00Z', '2026-10-14T05:31:12Z'],
])('%s scores what it scored in production', async (version, from, to) => {
  const filters = [{ key: 'version', operator: '=' as const, values: [version] }];
  const started = await replays.start({ model: 'employment', from, to, filters, versions: [version] });
  const { results } = await replays.wait(started.id);
  expect(results[0]!.comparedWithLogged).toBe(results[0]!.rows);
  expect(results[0]!.comparedWithLogged).toBeGreaterThan(800);
  expect(results[0]!.largestDifferenceFromLogged).toBeLessThan(1e-6);
  expect(results[0]!.agreementWithLogged).toBe(1);
});
