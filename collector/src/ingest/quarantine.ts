import { EVENT_SCHEMAS, type EventKind, type ModelEntry, type QuarantineRecord } from '../contract';
import { UnreadableLine } from './decode/decodeEvents';
import type { EventProblem } from './events/eventProblem';
import { rawText } from './events/rawText';
import { emptyRecord } from './events/takeFeatures';
import type { Masker } from './masks';

type Event = Record<string, unknown>;

/** Fields whose values are objects by contract; an object anywhere else may hold what should have been masked. */
const CONTAINERS = new Set(['features', 'segments', 'prediction', 'attributions', 'featureTimes', 'values']);

export interface Quarantiner {
  record(
    kind: EventKind,
    event: unknown,
    why: EventProblem,
    model: ModelEntry | undefined,
    now: number,
  ): QuarantineRecord;
}

/**
 * Keeps what was refused, so that it can be repaired and sent again: masked like anything else. While any model masks,
 * only the contract's fields of events of a known model (or of kinds that name none) are kept, and of all others the
 * length and a keyed hash: what cannot be taken apart cannot be masked.
 */
export function createQuarantiner(masker: Masker, quarantineBytes: number): Quarantiner {
  function keep(kind: EventKind, event: unknown, model: ModelEntry | undefined): string {
    const whole = event instanceof UnreadableLine ? event.raw : rawText(event, quarantineBytes);
    if (!masker.masksAnything()) return whole;
    const isObject = typeof event === 'object' && event !== null && !(event instanceof UnreadableLine);
    const needsModel = kind === 'predictions';
    if (!isObject || (needsModel && !model)) return masker.withhold(whole);
    const known = emptyRecord<unknown>();
    for (const field of Object.keys(EVENT_SCHEMAS[kind].properties)) {
      const value = (event as Event)[field];
      if (!Object.hasOwn(event, field)) continue;
      known[field] = typeof value !== 'object' || CONTAINERS.has(field) ? value : '(withheld)';
    }
    if (kind === 'features') return rawText(masker.maskFeatureValues(known), quarantineBytes);
    return rawText(model && needsModel ? masker.maskPrediction(known, model) : known, quarantineBytes);
  }

  return {
    record(kind, event, { code, path, message }, model, now) {
      return {
        kind: 'quarantine',
        posted: kind,
        code,
        path,
        message,
        model: model?.spec.model ?? null,
        raw: cutToBytes(keep(kind, event, model), quarantineBytes),
        receivedAt: now,
      };
    },
  };
}

function cutToBytes(text: string, bytes: number): string {
  return Buffer.byteLength(text) <= bytes ? text : Buffer.from(text).subarray(0, bytes).toString('utf8');
}
