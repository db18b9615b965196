import { badRequest, type ModelSpec } from '../contract';

const COMPLEMENT: Record<string, string> = { '0': '1', '1': '0', true: 'false', false: 'true' };

/** The classes of a model, and the index of its positive one where it has one. */
export function classesOf(spec: ModelSpec): { classes: string[]; positive: number | undefined } {
  if (spec.task !== 'binary') return { classes: spec.classes ?? [], positive: undefined };
  const positiveClass = positiveClassOf(spec);
  if (spec.classes) {
    const positive = spec.classes.indexOf(positiveClass);
    return { classes: spec.classes, positive: positive < 0 ? undefined : positive };
  }
  const negativeClass = COMPLEMENT[positiveClass];
  if (negativeClass === undefined) {
    throw badRequest(
      'classes-unknown',
      `${spec.model} names ${positiveClass} as its positive class but not the other one: register it with ` +
        '`classes`, a list of both.',
    );
  }
  return { classes: [negativeClass, positiveClass], positive: 1 };
}

/** As text, the way labels are stored. */
export const positiveClassOf = (spec: ModelSpec): string => String(spec.positiveClass ?? 1);
