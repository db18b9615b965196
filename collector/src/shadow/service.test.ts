import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { ModelEntry, ModelSpec, PredictionRecord, ShadowRun, StoredRecord } from '../contract';
import type { Admission, Submission } from '../journal';
import { createPrepareModel } from '../replay';
import type { Store } from '../store';
import { buildProgram } from '../testing/buildProgram';
import { createShadowService, type ShadowOptions } from '.';

const DEMO = join(__dirname, '../../demo/employment');
const spec = {
  ...(JSON.parse(readFileSync(join(DEMO, 'model.json'), 'utf8')) as ModelSpec),
  model: 'employment',
};
const schema = { model: spec.model, version: 1, features: spec.features, segments: [] };
const entry = { spec, schema, schemas: [schema] } as unknown as ModelEntry;
let workerFile: string;
let registry: ShadowOptions['registry'];
/** What v2 answered to a fifth of the traffic. */
let canary: PredictionRecord[];

beforeAll(async () => {
  workerFile = buildProgram(join(__dirname, '../replay/worker.ts'), 'replay-worker');
  const { file, ...version } = spec.versions!.v2!;
  const prepared = await createPrepareModel({ workerFile })(readFileSync(join(DEMO, file!)), version, spec);
  const runnable = join(mkdtempSync(join(tmpdir(), 'shadow-')), 'v2.onnx');
  writeFileSync(runnable, prepared.runnable);
  const digest = createHash('sha256').update(prepared.runnable).digest('hex');
  registry = {
    requireModel: () => entry,
    runnable: (model, name) =>
      ({ model, version: name, file: runnable, digest, spec: prepared.spec }) as never,
  };
  const lines = gunzipSync(readFileSync(join(DEMO, 'predictions.ndjson.gz')))
    .toString()
    .split('\n');
  canary = lines
    .filter((line) => line.includes('"canary"') && line.includes('"scores"'))
    .map((line) => recordOf(JSON.parse(line) as LoggedPrediction));
}, 60_000);

interface LoggedPrediction {
  id: string;
  ts: string;
  features: Record<string, number | string>;
  prediction: { class: number; scores: Record<string, number> };
}

/** As if production had answered what v2 did. */
const recordOf = ({ id, ts, features, prediction }: LoggedPrediction): PredictionRecord => ({
  kind: 'prediction',
  id,
  ts: Date.parse(ts),
  model: spec.model,
  schema: 1,
  version: 'v1',
  environment: 'production',
  deployment: 'stable',
  entity: null,
  features: spec.features.map(({ name }) => features[name] ?? null),
  segments: [],
  class: String(prediction.class),
  score: prediction.scores['1']!,
  latencyMs: 10,
  status: 200,
  error: null,
  degraded: false,
  coldStart: false,
  cacheHit: false,
  cost: null,
  sampleRate: 1,
  traceId: null,
  requestId: null,
  receivedAt: 0,
});

async function open(more: Partial<ShadowOptions> = {}, documents = new Map<string, unknown>()) {
  const kept: StoredRecord[] = [];
  const keys = new Set<string>();
  const journal = {
    async submit(submissions: readonly Submission[]): Promise<Admission[]> {
      return submissions.map(({ record, key }) => {
        if (keys.has(key!)) return 'duplicate';
        keys.add(key!);
        kept.push(record);
        return 'accepted';
      });
    },
    knows: (key: string) => keys.has(key),
  };
  const ended: ShadowRun[] = [];
  const service = await createShadowService({
    store: {
      documents: {
        get: async (_collection: string, id: string) => documents.get(id) ?? null,
        list: async () => [...documents].map(([id, value]) => ({ id, value: structuredClone(value) })),
        put: async (_collection: string, id: string, value: unknown) => void documents.set(id, value),
        remove: async (_collection: string, id: string) => void documents.delete(id),
      },
    } as Pick<Store, 'documents'>,
    journal,
    registry,
    workerFile,
    queueRows: 10_000,
    maximum: 2,
    log: { info: () => undefined, warn: () => undefined },
    clock: () => 1,
    onEnd: (run) => ended.push(run),
    ...more,
  });
  const tapped = service.tap(journal);
  const serve = (records: readonly PredictionRecord[]): Promise<Admission[]> =>
    tapped.submit(records.map((record) => ({ record, key: `p ${record.id}`, content: null })));
  const label = (predictionId: string, ts: number): Promise<Admission[]> => {
    const record = { kind: 'label', predictionId, ts, label: '1', value: 1, receivedAt: ts } as const;
    return tapped.submit([{ record, key: `l ${ts} ${predictionId}`, content: null }]);
  };
  const labelled = (): string[] =>
    kept.flatMap((one) => (one.kind === 'label' ? `${one.predictionId} ${one.ts}` : []));
  const shadowed = (): PredictionRecord[] =>
    kept.filter((one): one is PredictionRecord => one.kind === 'prediction' && one.deployment === 'shadow');
  const settled = async (id: string): Promise<ShadowRun> => {
    for (let tries = 0; tries < 500; tries++) {
      const run = (await service.get(id))!;
      const { offered, scored, failed, dropped } = run.counts;
      if (run.state !== 'running' || (offered > 0 && scored + failed + dropped >= offered)) return run;
      await sleep(10);
    }
    throw new Error('the shadow did not come to an end of what it was offered');
  };
  return { service, serve, label, labelled, shadowed, settled, ended, documents };
}

it('answers what is new beside production, with the scores of the candidate, once', async () => {
  const { service, serve, shadowed, settled } = await open();
  const { id } = await service.start({ model: 'employment', version: 'v2' });
  const failed = { ...canary[0]!, id: 'failed', status: 503, class: null, score: null };
  await serve([...canary, failed]);
  await serve(canary);
  const { counts, agreement } = await settled(id);
  const rows = canary.length;
  expect(counts).toMatchObject({ offered: rows, scored: rows, failed: 0, dropped: 0, compared: rows });
  expect(agreement).toMatchObject({ value: 1, upper: 1 });
  const byServed = new Map(shadowed().map((one) => [one.extra!.served!.id, one]));
  for (const served of canary) {
    const answer = byServed.get(served.id)!;
    expect(Math.abs(answer.score! - served.score!)).toBeLessThan(1e-6);
    expect(answer).toMatchObject({ version: 'v2', class: served.class, ts: served.ts, status: 200 });
  }
  await service.close();
});

it('stops itself once it certainly disagrees, and says why', async () => {
  const { service, serve, settled, ended } = await open();
  const { id } = await service.start({
    model: 'employment',
    version: 'v2',
    guardRails: { agreement: 0.9 },
  });
  await serve(canary.map((record) => ({ ...record, class: record.class === '1' ? '0' : '1' })));
  const run = await settled(id);
  expect(run).toMatchObject({ state: 'tripped', reason: expect.stringMatching(/agrees.* 0\.0 %/) });
  expect(ended.map((one) => one.id)).toEqual([id]);
  expect(service.running()).toEqual([]);
  await service.close();
});

it('drops and counts what its queue cannot hold, and takes its share by id', async () => {
  const { service, serve, settled } = await open({ queueRows: 300 });
  const { id } = await service.start({ model: 'employment', version: 'v2', share: 0.5 });
  await serve(canary);
  const { offered, dropped, scored } = (await settled(id)).counts;
  expect(Math.abs(offered / canary.length - 0.5)).toBeLessThan(0.05);
  expect({ dropped, scored }).toEqual({ dropped: offered - 300, scored: 300 });
  await service.close();
});

it('goes on after a restart, and refuses what cannot run', async () => {
  const documents = new Map<string, unknown>();
  const before = await open({}, documents);
  const { id } = await before.service.start({ model: 'employment', version: 'v2' });
  await expect(before.service.start({ model: 'employment', version: 'v2' })).rejects.toThrow(/already/);
  await before.serve(canary.slice(0, 300));
  await before.settled(id);
  await before.service.close();
  const after = await open({}, documents);
  await after.serve(canary.slice(300, 600));
  expect((await after.settled(id)).counts.scored).toBe(600);
  expect(await after.service.stop(id)).toMatchObject({ state: 'stopped' });
  await expect(after.service.stop('none')).rejects.toThrow(/no shadow none/);
  await after.service.close();
});

it('takes labels for what it answered: early ones, later ones, and those that come after it has ended', async () => {
  const documents = new Map<string, unknown>();
  const { service, serve, label, labelled, settled } = await open({}, documents);
  const { id } = await service.start({ model: 'employment', version: 'v2' });
  const [early, late, strange] = ['early', 'late', 'strange'];
  await label(early, 5);
  await serve([early, late].map((name, row) => ({ ...canary[row]!, id: name })));
  await settled(id);
  expect(await label(late, 6)).toEqual(['accepted']);
  expect(await label(late, 6)).toEqual(['duplicate']);
  await label(strange, 7);
  await service.stop(id);
  await label(late, 8);
  expect(labelled()).toEqual([
    ...['early 5', 'early~shadow~v2 5', 'late 6', 'late~shadow~v2 6', 'strange 7'],
    ...['late 8', 'late~shadow~v2 8'],
  ]);
  await service.close();
});
