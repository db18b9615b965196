import { createHash } from 'node:crypto';
import { type PredictionRecord, SHADOW, type ShadowRequest } from '../contract';
import type { LiveScores } from '../replay';
import type { Submission } from '../journal';

const LONGEST_ID = 256;
const FAILED_STATUS = 500;

/** The same for the same prediction and candidate, so that scoring it again counts once. */
export function shadowId(id: string, version: string): string {
  const whole = `${id}~${SHADOW}~${version}`;
  return whole.length <= LONGEST_ID ? whole : `${createHash('sha256').update(whole).digest('hex')}~${SHADOW}`;
}

/**
 * What the candidate answered, as predictions of the deployment `shadow` that stand beside what was served. Their
 * latency is the time in the runtime, shared by the rows of a batch. A row that could not be scored is a failed request.
 */
export function shadowRecords(
  records: readonly PredictionRecord[],
  { scores, classes, agrees, failed, busyMs }: LiveScores,
  { version, share = 1 }: ShadowRequest,
  receivedAt: number,
): Submission[] {
  const reason = Object.keys(failed).join('; ') || 'no score';
  const latencyMs = busyMs / records.length;
  return records.map((served, row) => {
    const score = scores[row]!;
    const isScored = !Number.isNaN(score);
    const { attributions: _attributions, scores: _scores, extra, ...common } = served;
    const id = shadowId(served.id, version);
    const { interval: _interval, ...kept } = extra ?? {};
    const record: PredictionRecord = {
      ...common,
      id,
      version,
      deployment: SHADOW,
      class: classes[row] ?? null,
      score: isScored ? score : null,
      latencyMs: isScored ? latencyMs : null,
      status: isScored ? 200 : FAILED_STATUS,
      error: isScored ? null : reason,
      degraded: false,
      coldStart: false,
      cacheHit: false,
      cost: null,
      sampleRate: served.sampleRate * share,
      extra: {
        ...kept,
        served: {
          id: served.id,
          version: served.version,
          class: served.class,
          score: served.score,
          agrees: agrees[row] ?? null,
        },
      },
      receivedAt,
    };
    return { record, key: `p ${id}`, content: null };
  });
}
