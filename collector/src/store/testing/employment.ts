import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type FeatureValue,
  type LabelRecord,
  type ModelSchema,
  parseTime,
  type PredictionRecord,
} from '../../contract';

/* The demo log as the records that ingest would make of it, for tests of the store by itself. */

const FOLDER = join(__dirname, '../../../demo/employment');

interface LoggedPrediction {
  id: string;
  ts: string;
  version: string;
  deployment: PredictionRecord['deployment'];
  entity?: string;
  features: Record<string, FeatureValue>;
  segments: Record<string, string>;
  prediction?: { class: number; scores: Record<string, number> };
  latencyMs: number;
  status: number;
  error?: string;
  coldStart: boolean;
  cacheHit: boolean;
  cost: number;
  traceId: string;
}

export const employmentFile = (name: string): string => join(FOLDER, name);

const readLines = <T>(name: string): T[] =>
  gunzipSync(readFileSync(employmentFile(name)))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

const model = JSON.parse(readFileSync(employmentFile('model.json'), 'utf8')) as {
  features: ModelSchema['features'];
};

export const employmentSchema: ModelSchema = {
  model: 'employment',
  version: 1,
  features: model.features.map(({ name, type }) => ({ name, type })),
  segments: ['sex', 'race', 'client', 'region'],
};

export function readEmploymentPredictions(): PredictionRecord[] {
  return readLines<LoggedPrediction>('predictions.ndjson.gz').map((logged) => ({
    kind: 'prediction',
    id: logged.id,
    ts: parseTime(logged.ts),
    model: 'employment',
    schema: 1,
    version: logged.version,
    environment: 'production',
    deployment: logged.deployment,
    entity: logged.entity ?? null,
    features: employmentSchema.features.map(({ name }) => logged.features[name] ?? null),
    segments: employmentSchema.segments.map((name) => logged.segments[name] ?? null),
    class: logged.prediction ? String(logged.prediction.class) : null,
    score: logged.prediction?.scores['1'] ?? null,
    latencyMs: logged.latencyMs,
    status: logged.status,
    error: logged.error ?? null,
    degraded: false,
    coldStart: logged.coldStart,
    cacheHit: logged.cacheHit,
    cost: logged.cost,
    sampleRate: 1,
    traceId: logged.traceId,
    requestId: null,
    receivedAt: parseTime(logged.ts),
  }));
}

export function readEmploymentLabels(): LabelRecord[] {
  return readLines<{ predictionId: string; label: number; ts: string }>('labels.ndjson.gz').map(
    ({ predictionId, label, ts }) => ({
      kind: 'label',
      predictionId,
      ts: parseTime(ts),
      label: String(label),
      value: label,
      receivedAt: parseTime(ts),
    }),
  );
}
