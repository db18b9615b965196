import type { FeatureValue } from '../../contract';
import type { EventContext } from './context';
import { type ModelLayout, ownValue } from './modelLayout';
import { rawText } from './rawText';

/** Undeclared values nested deeper are kept as text: writing them out again could exhaust the stack. */
const MAXIMUM_DEPTH = 20;

export interface TakenFeatures {
  values: FeatureValue[];
  extra: Record<string, unknown> | null;
  invalid: Record<string, string> | null;
}

/** A record whose names clients choose; without a prototype, so that `__proto__` is a name like any other. */
export const emptyRecord = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;

/**
 * Lays the features of an event out by its model's schema. A value of another type than declared is kept as invalid with
 * its raw text, also a number where a category is declared: `3` for `"3"` is the kind of change in a pipeline
 * that has to be seen, and reading it as text would hide it. What the schema does not know goes to `extra`.
 */
export function takeFeatures(
  layout: ModelLayout,
  features: Record<string, unknown>,
  context: EventContext,
): TakenFeatures {
  const values = new Array<FeatureValue>(layout.features.length);
  let present = 0;
  let invalid: Record<string, string> | null = null;
  for (let i = 0; i < layout.features.length; i++) {
    const declared = layout.features[i]!;
    const value = ownValue(features, declared);
    if (value === undefined) {
      values[i] = null;
      continue;
    }
    present++;
    if (value === null || fits(value, declared.type, context.limits.categoryCharacters)) {
      values[i] = value as FeatureValue;
    } else {
      values[i] = null;
      invalid ??= emptyRecord();
      const path = `features.${declared.name}`;
      invalid[path] = rawText(value, context.limits.rawCharacters);
      context.noteInvalid(`$.${path}`, `${rawText(value, 60)} is no ${declared.type}.`);
    }
  }
  return { values, invalid, extra: undeclared(features, layout.featureNames, present) };
}

function fits(value: unknown, type: 'number' | 'category' | 'boolean', categoryCharacters: number): boolean {
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'category') return typeof value === 'string' && value.length <= categoryCharacters;
  return typeof value === 'boolean';
}

/** What of an object is not declared; null when everything is. */
export function undeclared(
  object: Record<string, unknown>,
  declared: ReadonlySet<string>,
  present: number,
): Record<string, unknown> | null {
  if (countNames(object) === present) return null;
  const extra = emptyRecord<unknown>();
  for (const name of Object.keys(object).sort()) {
    if (!declared.has(name))
      extra[name] = isDeep(object[name]) ? rawText(object[name], 10_000) : object[name];
  }
  return extra;
}

export function countNames(object: object): number {
  let count = 0;
  // Counted without an array of the names: this runs for every event.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  for (const name in object) count++;
  return count;
}

function isDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= MAXIMUM_DEPTH; depth++) {
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one === 'object' && one !== null) for (const inner of Object.values(one)) next.push(inner);
    }
    if (next.length === 0) return false;
    level = next;
  }
  return true;
}
