import type { PredictionRecord } from '../contract';
import type { Submission } from './journal';

/** A small whole prediction for the tests of this room. */
export function predictionRecord(id: string, more: Partial<PredictionRecord> = {}): PredictionRecord {
  return {
    kind: 'prediction',
    id,
    ts: 1_790_812_827_640,
    model: 'employment',
    schema: 1,
    version: 'v1',
    environment: 'production',
    deployment: 'stable',
    entity: null,
    features: [75, '21', null, true],
    segments: ['female', null],
    class: '1',
    score: 0.450203449,
    latencyMs: 24.564,
    status: 200,
    error: null,
    degraded: false,
    coldStart: false,
    cacheHit: true,
    cost: 2.983e-6,
    sampleRate: 1,
    traceId: '6987c1a691aae4770000000000000000',
    requestId: null,
    receivedAt: 1_790_812_828_000,
    ...more,
  };
}

export const submission = (id: string, more: Partial<PredictionRecord> = {}): Submission => ({
  record: predictionRecord(id, more),
  key: `prediction ${id}`,
  content: null,
});
