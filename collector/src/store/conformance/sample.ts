import type { ColumnProfile, LabelRecord, ModelSchema, PredictionRecord, StoredRecord } from '../../contract';
import type { Selection } from '../requests';

/* Five predictions of a small model, and labels for them, small enough to count by hand. */

export const START = Date.UTC(2026, 9, 1);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const loans: ModelSchema = {
  model: 'loans',
  version: 1,
  features: [
    { name: 'income', type: 'number' },
    { name: 'grade', type: 'category' },
    { name: 'owner', type: 'boolean' },
  ],
  segments: ['region'],
};

export const everything: Selection = { model: 'loans', from: START, to: START + 24 * HOUR, filters: [] };
export const whole = { selection: everything, groupBy: [], bucketMs: null };

export function prediction(
  id: string,
  minute: number,
  more: Partial<PredictionRecord> = {},
): PredictionRecord {
  return {
    kind: 'prediction',
    id,
    ts: START + minute * MINUTE,
    model: 'loans',
    schema: 1,
    version: 'v1',
    environment: 'production',
    deployment: 'stable',
    entity: null,
    features: [1, 'a', true],
    segments: ['north'],
    class: '1',
    score: 0.9,
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
    receivedAt: START + minute * MINUTE,
    ...more,
  };
}

export function label(predictionId: string, value: string, minute: number): LabelRecord {
  const ts = START + minute * MINUTE;
  return { kind: 'label', predictionId, ts, label: value, value: Number(value), receivedAt: ts };
}

export const predictions: PredictionRecord[] = [
  prediction('p1', 0, { features: [10, 'a', true], cost: 2, coldStart: true, entity: 'ann' }),
  prediction('p2', 1, {
    features: [20, 'b', false],
    segments: ['south'],
    class: '0',
    score: 0.2,
    latencyMs: 20,
    cost: 4,
    entity: 'bob',
  }),
  prediction('p3', 2, {
    features: [30, 'c', null],
    segments: [null],
    score: 0.6,
    latencyMs: 30,
    version: 'v2',
    deployment: 'canary',
  }),
  prediction('p4', 61, {
    features: [null, null, true],
    class: null,
    score: null,
    latencyMs: 100,
    status: 500,
    error: 'timed out',
  }),
  prediction('p5', 62, {
    features: [null, 'a', true],
    invalid: { 'features.income': '"abc"' },
    class: '0',
    score: 0.2,
    latencyMs: 40,
    cacheHit: true,
  }),
];

/** Out of order, one revised, one for a prediction that is not there. */
export const labels: LabelRecord[] = [
  label('p3', '0', 90),
  label('p2', '1', 20),
  label('p1', '1', 10),
  label('p2', '0', 30),
  label('ghost', '1', 5),
];

export const sample: StoredRecord[] = [...predictions, ...labels];

const numeric = { missing: 0, n: 3, mean: 0, std: 1, distinct: 3 };

export const profiles: Record<string, ColumnProfile> = {
  income: { ...numeric, type: 'number', edges: [10, 20], counts: [1, 1, 1], min: 10, max: 25 },
  grade: { type: 'category', levels: ['a', 'b'], counts: [1, 1], missing: 0, n: 2 },
  owner: { type: 'boolean', levels: ['false', 'true'], counts: [1, 1], missing: 0, n: 2 },
  '@score': { ...numeric, type: 'number', edges: [0.5], counts: [1, 1], min: 0.3, max: 1 },
};
