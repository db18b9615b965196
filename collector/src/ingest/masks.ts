import { createHmac } from 'node:crypto';
import type { MaskSpec, ModelEntry } from '../contract';
import { emptyRecord } from './events/takeFeatures';

type Event = Record<string, unknown>;

/** Stands for a value that its rule cannot mask: of no declared type, so it is kept as invalid and shows nothing. */
const WITHHELD = Object.freeze({ masked: true });

const MAPS_OF_FEATURES = ['attributions', 'featureTimes'];

export interface Masker {
  /** Whether any registered model masks anything. */
  masksAnything(): boolean;
  /** The event without what its model masks; the same object where there is nothing to mask. */
  maskPrediction(event: Event, entry: ModelEntry): Event;
  /** Offline feature values name no model: the rules of all models hold for them. */
  maskFeatureValues(event: Event): Event;
  /** Stands for a text that may hold what a model masks, and cannot be taken apart. */
  withhold(text: string): string;
}

/**
 * Applies the masking rules before anything is kept. It fails closed: a value that its rule does not fit (a text to be
 * bucketed, a hash without a key) is withheld.
 */
export function createMasker(
  models: () => ModelEntry[],
  key: string,
  log: (sentence: string) => void,
): Masker {
  let hasToldOfKey = false;

  function hash(value: string): unknown {
    if (key !== '') return createHmac('sha256', key).update(value).digest('hex');
    if (!hasToldOfKey) {
      log('A model masks by hash and no key is configured: such values are withheld. Set security.maskKey.');
    }
    hasToldOfKey = true;
    return WITHHELD;
  }

  function maskValue(value: unknown, { rule, width }: MaskSpec): unknown {
    if (value === null || value === undefined || value === WITHHELD) return value;
    if (rule === 'hash') return typeof value === 'string' ? hash(value) : WITHHELD;
    if (rule === 'bucket' && typeof value === 'number' && Number.isFinite(value)) {
      return Math.floor(value / (width ?? 1)) * (width ?? 1);
    }
    return WITHHELD;
  }

  function maskField(event: Event, field: string, mask: MaskSpec): void {
    if (!Object.hasOwn(event, field)) return;
    if (mask.rule === 'drop') delete event[field];
    else event[field] = maskValue(event[field], mask);
  }

  /** One entry of `features`, `segments` or `values`. What is no object cannot be taken apart and is withheld whole. */
  function maskEntry(
    event: Event,
    container: string,
    name: string,
    mask: MaskSpec,
    copied: Set<string>,
  ): void {
    const value = event[container];
    if (value === undefined || value === null) return;
    if (typeof value !== 'object' || Array.isArray(value)) {
      event[container] = 'masked';
      return;
    }
    if (!Object.hasOwn(value, name)) return;
    if (!copied.has(container)) event[container] = Object.assign(emptyRecord<unknown>(), value);
    copied.add(container);
    maskField(event[container] as Event, name, mask);
  }

  function apply(event: Event, masks: readonly MaskSpec[], containers: Record<string, string[]>): Event {
    const masked = Object.assign(emptyRecord<unknown>(), event);
    const copied = new Set<string>();
    for (const mask of masks) {
      const dot = mask.field.indexOf('.');
      const kind = mask.field.slice(0, Math.max(0, dot));
      if (dot < 0) maskField(masked, mask.field, mask);
      for (const container of containers[kind] ?? []) {
        const dropped: MaskSpec = MAPS_OF_FEATURES.includes(container) ? { ...mask, rule: 'drop' } : mask;
        maskEntry(masked, container, mask.field.slice(dot + 1), dropped, copied);
      }
    }
    return masked;
  }

  return {
    masksAnything: () => models().some(({ spec }) => (spec.masks ?? []).length > 0),
    maskPrediction(event, { spec: { masks } }) {
      if (!masks || masks.length === 0) return event;
      return apply(event, masks, { features: ['features', ...MAPS_OF_FEATURES], segments: ['segments'] });
    },
    maskFeatureValues(event) {
      // The same rule of two models is applied once: a hash of a hash would fit no prediction.
      const rules = models().flatMap(({ spec }) => spec.masks ?? []);
      const masks = [...new Map(rules.map((mask) => [JSON.stringify(mask), mask])).values()];
      return masks.length === 0 ? event : apply(event, masks, { features: ['values'] });
    },
    withhold(text) {
      const digest =
        key === '' ? '' : `, HMAC-SHA-256 ${createHmac('sha256', key).update(text).digest('hex')}`;
      return `(withheld, because models mask values: ${Buffer.byteLength(text)} bytes${digest})`;
    },
  };
}
