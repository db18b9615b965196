import type { ModelEntry } from '../../contract';
import type { EventContext } from './context';
import { type EventProblem, problem } from './eventProblem';
import { rawText } from './rawText';

const MAXIMUM_ID = 256;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Why a text cannot stand for something that is referred to, or null. A lone surrogate cannot be written as UTF-8: two ids that differ in
 * one would become the same.
 */
export function idProblem(value: unknown, field: string, maximum = MAXIMUM_ID): EventProblem | null {
  const path = `$.${field}`;
  if (value === undefined || value === null || value === '') {
    return problem(
      `missing-${kebab(field)}`,
      path,
      `${path} is missing; without it the event cannot be told apart.`,
    );
  }
  if (typeof value !== 'string') {
    return problem(
      `invalid-${kebab(field)}`,
      path,
      `${rawText(value, 60)} is no text; send ${path} in quotes.`,
    );
  }
  if (value.length > maximum) {
    return problem(
      `invalid-${kebab(field)}`,
      path,
      `${path} has ${value.length} characters, more than ${maximum}.`,
    );
  }
  if (LONE_SURROGATE.test(value)) {
    return problem(`invalid-${kebab(field)}`, path, `${path} holds half a character (a lone surrogate).`);
  }
  return null;
}

/** The registered model that an event names, or why there is none. */
export function findModel(value: unknown, context: EventContext): ModelEntry | EventProblem {
  const broken = idProblem(value, 'model', 200);
  if (broken) return broken;
  return (
    context.model(value as string) ??
    problem('unknown-model', '$.model', `No model is called ${rawText(value, 100)}; register it first.`)
  );
}

const kebab = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
