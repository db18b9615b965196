import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeRecord, LabelEvent, PredictionEvent, VersionSpec } from '../../collector/src/contract';
import { createInvestigationService, type InvestigationService } from '../../collector/src/investigate';
import { openRegistry } from '../../collector/src/registry';
import { createPrepareModel, createReplayService } from '../../collector/src/replay';
import { buildWorker } from '../../collector/src/replay/testing/buildWorker';
import { openDuckDbStore, type Store } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER, employmentSpec } from '../support/employment';
import { readNdjson } from '../support/ndjson';
import { labelRecord, predictionRecord } from '../support/records';

const BATCH = 5000;
const silent = { info: () => undefined, warn: () => undefined };

export interface OpenedEmployment {
  store: Store;
  investigations: InvestigationService;
  close(): Promise<void>;
}

/** The employment log in a store, with its production version, baseline and changes, and the rooms to look into it. */
export async function openEmployment(): Promise<OpenedEmployment> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-incidents-'));
  const store = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
  const workerFile = buildWorker();
  const prepareModel = createPrepareModel({ workerFile });
  const registry = await openRegistry({
    store,
    modelsDir: join(folder, 'models'),
    prepareModel,
    clock: Date.now,
  });
  const spec = { ...employmentSpec(), production: 'v1' };
  await registry.applyModel(spec);
  const file = (name: string): Buffer => readFileSync(join(EMPLOYMENT_FOLDER, name));
  const { versions } = JSON.parse(file('model.json').toString()) as { versions: Record<string, VersionSpec> };
  await registry.putVersion(spec.model, 'v1', versions.v1!, file(versions.v1!.file!));
  await registry.putBaseline(spec.model, 'v1', {}, file('baseline.parquet'));
  const records = [
    ...readNdjson<PredictionEvent>(join(EMPLOYMENT_FOLDER, 'predictions.ndjson.gz')).map((event) =>
      predictionRecord(event, spec),
    ),
    ...readNdjson<LabelEvent>(join(EMPLOYMENT_FOLDER, 'labels.ndjson.gz')).map(labelRecord),
    ...file('changes.ndjson').toString().trim().split('\n').map(changeRecord),
  ];
  for (let start = 0; start < records.length; start += BATCH) {
    await store.apply(records.slice(start, start + BATCH), String(start));
  }
  const rooms = { store, registry, log: silent, clock: Date.now };
  const replays = await createReplayService({ ...rooms, workerFile, threads: 1 });
  const investigations = await createInvestigationService({ ...rooms, replays });
  return {
    store,
    investigations,
    async close() {
      await replays.close();
      await investigations.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function changeRecord(line: string): ChangeRecord {
  const { ts, kind, model, version, text, status } = JSON.parse(line) as Record<string, string>;
  const at = Date.parse(ts!);
  return {
    kind: 'change',
    id: null,
    ts: at,
    change: kind!,
    model: model!,
    version: version ?? null,
    text: text!,
    status: status ?? null,
    receivedAt: at,
  };
}
