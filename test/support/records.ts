import {
  type FeatureValue,
  type LabelEvent,
  type LabelRecord,
  type ModelSchema,
  type ModelSpec,
  parseTime,
  type PredictionEvent,
  type PredictionRecord,
} from '../../collector/src/contract';

/*
 * Records of the journal straight from events of a log that is known to be well formed, so that a test of the store or
 * of a measure does not depend on the path by which events come in.
 */

/** The first layout of a model. */
export const schemaOf = (spec: ModelSpec): ModelSchema => ({
  model: spec.model,
  version: 1,
  features: spec.features.map(({ name, type }) => ({ name, type })),
  segments: (spec.segments ?? []).map(({ name }) => name),
});

export function predictionRecord(event: PredictionEvent, spec: ModelSpec): PredictionRecord {
  const ts = parseTime(event.ts);
  const { prediction } = event;
  const scored = typeof prediction === 'object' ? prediction : null;
  const scores = scored?.scores ?? {};
  const predicted = scored ? String(scored.class) : null;
  const scoredClass = spec.task === 'binary' ? String(spec.positiveClass) : predicted;
  return {
    kind: 'prediction',
    id: event.id,
    ts,
    model: event.model,
    schema: 1,
    version: event.version ?? 'unknown',
    environment: event.environment ?? 'production',
    entity: event.entity ?? null,
    deployment: event.deployment ?? 'stable',
    features: spec.features.map(({ name }) => (event.features?.[name] ?? null) as FeatureValue),
    segments: (spec.segments ?? []).map(({ name }) => event.segments?.[name] ?? null),
    class: predicted,
    score:
      typeof prediction === 'number'
        ? prediction
        : scoredClass === null
          ? null
          : (scores[scoredClass] ?? null),
    ...(spec.task === 'multiclass' && scored && { scores }),
    latencyMs: event.latencyMs ?? null,
    status: event.status ?? 200,
    error: event.error ?? null,
    degraded: event.degraded ?? false,
    coldStart: event.coldStart ?? false,
    cacheHit: event.cacheHit ?? false,
    cost: event.cost ?? null,
    sampleRate: event.sampleRate ?? 1,
    ...(event.interval && { extra: { interval: event.interval } }),
    traceId: event.traceId ?? null,
    requestId: event.requestId ?? null,
    receivedAt: ts,
  };
}

export function labelRecord(event: LabelEvent): LabelRecord {
  const label = String(event.label);
  const value = Number(label);
  const ts = parseTime(event.ts);
  return {
    kind: 'label',
    predictionId: event.predictionId,
    ts,
    label,
    value: label.trim() !== '' && Number.isFinite(value) ? value : null,
    receivedAt: ts,
  };
}
