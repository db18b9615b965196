import type { PredictionRecord, StoredRecord } from '../contract';
import { FRAME_HEADER_BYTES, NO_KEY, writeFrame } from './file/frame';
import { packRecord } from './file/recordCodec';
import { unpackSlices } from './file/unpackSlices';
import type { PackedRecords, Submission } from './journal';

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

/** Records as they would lie in a segment. */
export function pack(records: readonly StoredRecord[]): PackedRecords {
  const frames = records.map((record) => {
    const body = packRecord(record);
    const frame = Buffer.alloc(FRAME_HEADER_BYTES + body.length);
    writeFrame(frame, 0, { receivedAt: record.receivedAt, day: NO_KEY, hashes: new Uint32Array(6) }, body);
    return frame;
  });
  return { bytes: new Uint8Array(Buffer.concat(frames)), path: 'segment', from: 0 };
}

export const unpack = (packed: PackedRecords | null): StoredRecord[] =>
  packed === null ? [] : [...unpackSlices(packed, 1000)].flat();
