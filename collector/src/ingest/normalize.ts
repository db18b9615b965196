import type { EventKind, ModelEntry, StoredRecord } from '../contract';
import type { Registry } from '../registry';
import { UnreadableLine } from './decode/decodeEvents';
import { compileSchemas } from './events/compileSchemas';
import type { EventContext } from './events/context';
import { type EventProblem, isProblem, problem } from './events/eventProblem';
import {
  normalizeChange,
  normalizeCost,
  normalizeFeatureValues,
  normalizeLabel,
  normalizeOutcome,
} from './events/normalizeOthers';
import { normalizePrediction } from './events/normalizePrediction';
import { rawText } from './events/rawText';
import type { IngestLimits } from './limits';
import type { Masker } from './masks';

type Event = Record<string, unknown>;

export type Normalized =
  { record: StoredRecord } | { record: null; problem: EventProblem; model: ModelEntry | undefined };

/** Made for some events that are received together: one normalizer for all of them, not one each. */
export type NormalizeEvent = (event: unknown) => Normalized;
export type CreateNormalizer = (
  kind: EventKind,
  now: number,
  noteInvalid: (problem: EventProblem) => void,
) => NormalizeEvent;

/** Masks events and makes them the records that the journal keeps, or tells why they cannot be. */
export function createNormalizer(
  registry: Pick<Registry, 'model' | 'productionVersion'>,
  masker: Masker,
  limits: IngestLimits,
): CreateNormalizer {
  const validators = compileSchemas();

  function recordOf(kind: EventKind, event: Event, context: EventContext): StoredRecord | EventProblem {
    switch (kind) {
      case 'predictions': {
        const entry = modelOf(event);
        const masked = entry ? masker.maskPrediction(event, entry) : event;
        return normalizePrediction(masked, validators.predictions, context);
      }
      case 'labels':
        return normalizeLabel(event, context);
      case 'outcomes':
        return normalizeOutcome(event, context);
      case 'features':
        return normalizeFeatureValues(masker.maskFeatureValues(event), context);
      case 'changes':
        return normalizeChange(event, validators.changes, context);
      case 'costs':
        return normalizeCost(event, validators.costs, context);
    }
  }

  const modelOf = (event: Event): ModelEntry | undefined =>
    typeof event.model === 'string' ? registry.model(event.model) : undefined;

  return (kind, now, noteInvalid) => {
    const context: EventContext = {
      limits,
      now,
      model: (name) => registry.model(name),
      productionVersion: (model) => registry.productionVersion(model),
      noteInvalid: (path, message) => noteInvalid(problem('invalid-field', path, message)),
    };
    return (event) => {
      if (event instanceof UnreadableLine) {
        return { record: null, problem: problem('unreadable', '$', event.message), model: undefined };
      }
      if (typeof event !== 'object' || event === null || Array.isArray(event)) {
        const message = `${rawText(event, 60)} is no event; an event is a JSON object.`;
        return { record: null, problem: problem('unreadable', '$', message), model: undefined };
      }
      const result = recordOf(kind, event as Event, context);
      if (!isProblem(result)) return { record: result };
      return { record: null, problem: result, model: modelOf(event as Event) };
    };
  };
}
