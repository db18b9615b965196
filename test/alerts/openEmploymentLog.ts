import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ModelSpec, Query, StoredRecord } from '../../collector/src/contract';
import { openDuckDbStore } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER } from '../support/employment';
import { readNdjson } from '../support/ndjson';
import { loadModel, rowsOf } from '../support/openTestEngine';
import type { Ask } from './grafana/types';

/** The demo model as its file has it. */
export const demoSpec = (): ModelSpec =>
  parse(readFileSync(join(EMPLOYMENT_FOLDER, 'modelwatch.yaml'), 'utf8')) as ModelSpec;

/** The employment log in a store, asked as a rule asks at a moment of the past: nothing later is seen. */
export async function openEmploymentLog(): Promise<{ ask: Ask; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-alerts-'));
  const store = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
  let clock = 0;
  const { engine } = await loadModel(store, demoSpec(), EMPLOYMENT_FOLDER, 'v1', {
    clock: () => clock,
    besides: [...costs(), ...offlineValues()],
  });
  const ask: Ask = async ({ refId: _, ...query }, range, now) => {
    clock = now;
    const frame = await engine.run({ query: query as unknown as Query, range, fromAlert: true });
    return rowsOf(frame).map(({ value, ...labels }) => ({
      labels: labels as Record<string, string>,
      value: value as number | null,
    }));
  };
  return {
    ask,
    async close() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function costs(): StoredRecord[] {
  const lines = readFileSync(join(EMPLOYMENT_FOLDER, 'costs.ndjson'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { ts, ...cost } = JSON.parse(line) as { ts: string; model: string; currency: string } & Record<
      'infrastructure' | 'storage' | 'retraining',
      number
    >;
    return { kind: 'cost', version: null, ...cost, ts: Date.parse(ts), receivedAt: Date.parse(ts) };
  });
}

interface OfflineValues {
  view: string;
  entity: string;
  predictionId: string;
  eventTime: string;
  values: Record<string, string | number>;
}

const offlineValues = (): StoredRecord[] =>
  readNdjson<OfflineValues>(join(EMPLOYMENT_FOLDER, 'features.ndjson.gz')).map((event) => ({
    ...event,
    kind: 'featureValues',
    eventTime: Date.parse(event.eventTime),
    receivedAt: Date.parse(event.eventTime),
  }));
