import type {
  ChangeRecord,
  CostRecord,
  FeatureValue,
  FeatureValuesRecord,
  LabelRecord,
  OutcomeRecord,
} from '../../contract';
import type { EventValidators } from './compileSchemas';
import type { EventContext } from './context';
import { findModel, idProblem } from './envelope';
import { type EventProblem, problem } from './eventProblem';
import { rawText } from './rawText';
import { readTime } from './readTime';
import { countNames, emptyRecord } from './takeFeatures';

type Event = Record<string, unknown>;

/*
 * Labels, outcomes, offline feature values, changes and costs have few fields and each of them carries the event: where
 * one is wrong there is nothing left to keep, so the whole is quarantined.
 */

export function normalizeLabel(event: Event, context: EventContext): LabelRecord | EventProblem {
  const broken = idProblem(event.predictionId, 'predictionId');
  if (broken) return broken;
  const ts = readTime(event.ts, '$.ts', context.now, context.limits);
  if (typeof ts !== 'number') return ts;
  const { label } = event;
  const isText = typeof label === 'string' && label !== '' && label.length <= 200;
  if (!isText && typeof label !== 'boolean' && !(typeof label === 'number' && Number.isFinite(label))) {
    const code = label === undefined || label === null ? 'missing-label' : 'invalid-label';
    return problem(code, '$.label', `${rawText(label, 60)} is no label; send a class or a number.`);
  }
  const predictionId = event.predictionId as string;
  return {
    kind: 'label',
    predictionId,
    ts,
    label: String(label),
    value: numberOf(label),
    receivedAt: context.now,
  };
}

/** What a regression compares with: a number, or a text that is one. A boolean is a class. */
function numberOf(label: string | number | boolean): number | null {
  if (typeof label === 'number') return label;
  if (typeof label === 'boolean' || label.trim() === '') return null;
  const value = Number(label);
  return Number.isFinite(value) ? value : null;
}

export function normalizeOutcome(event: Event, context: EventContext): OutcomeRecord | EventProblem {
  const broken = idProblem(event.predictionId, 'predictionId') ?? idProblem(event.name, 'name', 200);
  if (broken) return broken;
  const ts = readTime(event.ts, '$.ts', context.now, context.limits);
  if (typeof ts !== 'number') return ts;
  const { value } = event;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return problem(
      'invalid-value',
      '$.value',
      `${rawText(value, 60)} is no number; send the outcome as one.`,
    );
  }
  const predictionId = event.predictionId as string;
  return { kind: 'outcome', predictionId, name: event.name as string, value, ts, receivedAt: context.now };
}

export function normalizeFeatureValues(
  event: Event,
  context: EventContext,
): FeatureValuesRecord | EventProblem {
  const broken = idProblem(event.view, 'view', 200) ?? idProblem(event.entity, 'entity');
  if (broken) return broken;
  const predictionId = event.predictionId ?? null;
  const badReference = predictionId === null ? null : idProblem(predictionId, 'predictionId');
  if (badReference) return badReference;
  const eventTime = readTime(event.eventTime, '$.eventTime', context.now, context.limits);
  if (typeof eventTime !== 'number') return eventTime;
  const { values } = event;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    return problem('invalid-values', '$.values', `${rawText(values, 60)} is no object of values by feature.`);
  }
  if (countNames(values) > context.limits.features) {
    const most = context.limits.features;
    return problem(
      'too-many-features',
      '$.values',
      `The event has more than ${most} values; send at most that many.`,
    );
  }
  return {
    kind: 'featureValues',
    view: event.view as string,
    entity: event.entity as string,
    eventTime,
    predictionId: predictionId as string | null,
    values: takeValues(values as Event, context),
    receivedAt: context.now,
  };
}

/** Values of other types are kept as their JSON text: parity then shows that they differ. */
function takeValues(values: Event, context: EventContext): Record<string, FeatureValue> {
  const taken = emptyRecord<FeatureValue>();
  for (const name of Object.keys(values).sort()) {
    const value = values[name];
    if (value === null || typeof value === 'string' || typeof value === 'boolean') taken[name] = value;
    else if (typeof value === 'number' && Number.isFinite(value)) taken[name] = value;
    else {
      taken[name] = rawText(value, context.limits.rawCharacters);
      context.noteInvalid(`$.values.${name}`, `${rawText(value, 60)} is no number, text or boolean.`);
    }
  }
  return taken;
}

export function normalizeChange(
  event: Event,
  validators: EventValidators,
  context: EventContext,
): ChangeRecord | EventProblem {
  const ts = readTime(event.ts, '$.ts', context.now, context.limits);
  if (typeof ts !== 'number') return ts;
  const entry = findModel(event.model, context);
  if ('code' in entry) return entry;
  const wrong = firstWrongField(event, validators);
  if (wrong) return wrong;
  return {
    kind: 'change',
    id: (event.id as string | null | undefined) ?? null,
    ts,
    change: event.kind as string,
    model: entry.spec.model,
    version: (event.version as string | null | undefined) ?? null,
    text: event.text as string,
    status: (event.status as string | null | undefined) ?? null,
    receivedAt: context.now,
  };
}

export function normalizeCost(
  event: Event,
  validators: EventValidators,
  context: EventContext,
): CostRecord | EventProblem {
  const ts = readTime(event.ts, '$.ts', context.now, context.limits);
  if (typeof ts !== 'number') return ts;
  const entry = findModel(event.model, context);
  if ('code' in entry) return entry;
  const wrong = firstWrongField(event, validators);
  if (wrong) return wrong;
  return {
    kind: 'cost',
    ts,
    model: entry.spec.model,
    version: (event.version as string | null | undefined) ?? null,
    infrastructure: (event.infrastructure as number | null | undefined) ?? 0,
    storage: (event.storage as number | null | undefined) ?? 0,
    retraining: (event.retraining as number | null | undefined) ?? 0,
    currency: event.currency as string,
    receivedAt: context.now,
  };
}

/** Of the fields of the contract; null counts as absent. */
function firstWrongField(event: Event, { fields, required }: EventValidators): EventProblem | null {
  for (const [name, validate] of fields) {
    const value = Object.hasOwn(event, name) ? (event[name] ?? undefined) : undefined;
    if (value === undefined) {
      if (required.has(name))
        return problem(`missing-${name}`, `$.${name}`, `$.${name} is missing; it is required.`);
    } else if (!validate(value)) {
      const why = validate.errors?.[0]?.message ?? 'is not as declared';
      return problem(`invalid-${name}`, `$.${name}`, `${rawText(value, 60)}: $.${name} ${why}.`);
    }
  }
  return null;
}
