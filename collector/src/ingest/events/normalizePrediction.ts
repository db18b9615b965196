import type { PredictionRecord } from '../../contract';
import type { EventValidators } from './compileSchemas';
import type { EventContext } from './context';
import { findModel, idProblem } from './envelope';
import { type EventProblem, problem } from './eventProblem';
import { layoutOf } from './modelLayout';
import { rawText } from './rawText';
import { readTime } from './readTime';
import { countNames, emptyRecord, takeFeatures } from './takeFeatures';
import { takePrediction } from './takePrediction';
import { takeFeatureTimes, takeNumbers, takeSegments } from './takeMaps';

type Event = Record<string, unknown>;

/** Fields that are taken apart value by value, so that one wrong value does not cost the others. */
const CONTAINERS = new Set(['features', 'segments', 'prediction', 'attributions', 'featureTimes']);
const ENVELOPE = new Set(['id', 'ts', 'model']);

/** A prediction as the journal keeps it; a problem only where its envelope is broken. */
export function normalizePrediction(
  event: Event,
  validators: EventValidators,
  context: EventContext,
): PredictionRecord | EventProblem {
  const idBroken = idProblem(event.id, 'id');
  if (idBroken) return idBroken;
  const ts = readTime(event.ts, '$.ts', context.now, context.limits);
  if (typeof ts !== 'number') return ts;
  const entry = findModel(event.model, context);
  if ('code' in entry) return entry;

  if (isObject(event.features) && countNames(event.features) > context.limits.features) {
    const most = context.limits.features;
    const message = `The event has more than ${most} features; send at most that many.`;
    return problem('too-many-features', '$.features', message);
  }

  let invalid: Record<string, string> | null = null;
  const keepInvalid = (field: string, value: unknown, message: string): void => {
    invalid ??= emptyRecord();
    invalid[field] = rawText(value, context.limits.rawCharacters);
    context.noteInvalid(`$.${field}`, message);
  };
  const clean = validators.whole(event) ? event : withoutInvalid(event, validators, keepInvalid);
  const layout = layoutOf(entry);
  const features = isObject(clean.features) ? clean.features : {};
  const taken = takeFeatures(layout, features, context);
  const segments = takeSegments(layout, clean.segments, keepInvalid);
  const prediction = takePrediction(clean.prediction, entry, layout, keepInvalid);
  const attributions = takeNumbers(clean.attributions, keepInvalid);
  const featureTimes = takeFeatureTimes(clean.featureTimes, keepInvalid);
  const error = (clean.error as string | undefined) ?? null;

  const record: PredictionRecord = {
    kind: 'prediction',
    id: event.id as string,
    ts,
    model: entry.spec.model,
    schema: entry.schema.version,
    version:
      (clean.version as string | undefined) ?? context.productionVersion(entry.spec.model) ?? 'unknown',
    environment: (clean.environment as string | undefined) ?? 'production',
    deployment: (clean.deployment as PredictionRecord['deployment'] | undefined) ?? 'stable',
    entity: (clean.entity as string | undefined) ?? null,
    features: taken.values,
    segments: segments.values,
    class: prediction.class,
    score: prediction.score,
    latencyMs: (clean.latencyMs as number | undefined) ?? null,
    // A client that tells of an error and of no status means a failed request.
    status: (clean.status as number | undefined) ?? (error === null ? 200 : 500),
    error,
    degraded: clean.degraded === true,
    coldStart: clean.coldStart === true,
    cacheHit: clean.cacheHit === true,
    cost: (clean.cost as number | undefined) ?? null,
    sampleRate: (clean.sampleRate as number | undefined) ?? 1,
    traceId: (clean.traceId as string | undefined) ?? null,
    requestId: (clean.requestId as string | undefined) ?? null,
    receivedAt: context.now,
  };
  const interval = takeInterval(clean.interval, keepInvalid);
  if (taken.extra || segments.extra || interval) {
    record.extra = {
      ...(interval && { interval }),
      ...(taken.extra && { features: taken.extra }),
      ...(segments.extra && { segments: segments.extra }),
    };
  }
  if (invalid || taken.invalid) record.invalid = Object.assign(emptyRecord<string>(), taken.invalid, invalid);
  if (prediction.scores) record.scores = prediction.scores;
  if (attributions) record.attributions = attributions;
  if (featureTimes) record.featureTimes = featureTimes;
  return record;
}

function takeInterval(
  value: unknown,
  keepInvalid: (field: string, value: unknown, message: string) => void,
): { lower: number; upper: number } | null {
  if (value === undefined) return null;
  const { lower, upper } = value as { lower: number; upper: number };
  if (lower <= upper) return { lower, upper };
  keepInvalid('interval', value, 'The lower end of the interval is above its upper end.');
  return null;
}

/** A copy with only the fields that are right: null counts as absent, what is wrong is kept aside. */
function withoutInvalid(
  event: Event,
  { fields }: EventValidators,
  keepInvalid: (field: string, value: unknown, message: string) => void,
): Event {
  const clean = emptyRecord<unknown>();
  for (const [name, validate] of fields) {
    if (ENVELOPE.has(name) || !Object.hasOwn(event, name)) continue;
    const value = event[name];
    if (value === null || value === undefined) continue;
    if (CONTAINERS.has(name)) {
      if (name === 'prediction' || isObject(value)) clean[name] = value;
      else keepInvalid(name, value, `${name} is no object.`);
    } else if (validate(value)) clean[name] = value;
    else keepInvalid(name, value, `${name} ${validate.errors?.[0]?.message ?? 'is not as declared'}.`);
  }
  return clean;
}

const isObject = (value: unknown): value is Event =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
