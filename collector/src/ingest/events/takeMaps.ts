import { parseTime } from '../../contract';
import { type ModelLayout, ownValue } from './modelLayout';
import { emptyRecord, undeclared } from './takeFeatures';

type Keep = (field: string, value: unknown, message: string) => void;

const MAXIMUM_SEGMENT = 200;

/** Segments by position of the schema; undeclared ones go to `extra`, values that are no short text are invalid. */
export function takeSegments(
  layout: ModelLayout,
  segments: unknown,
  keepInvalid: Keep,
): { values: (string | null)[]; extra: Record<string, unknown> | null } {
  const source = (segments ?? {}) as Record<string, unknown>;
  let present = 0;
  const values = layout.segments.map((declared) => {
    const value = ownValue(source, declared);
    if (value === undefined) return null;
    present++;
    if (value === null || (typeof value === 'string' && value.length <= MAXIMUM_SEGMENT)) return value;
    keepInvalid(
      `segments.${declared.name}`,
      value,
      `A segment is a text of at most ${MAXIMUM_SEGMENT} characters.`,
    );
    return null;
  });
  return { values, extra: undeclared(source, layout.segmentNames, present) };
}

/** Attributions by feature; undefined where there are none. */
export function takeNumbers(attributions: unknown, keepInvalid: Keep): Record<string, number> | undefined {
  return takeEach(attributions, 'attributions', keepInvalid, (value) =>
    typeof value === 'number' && Number.isFinite(value) ? value : null,
  );
}

/** Milliseconds since 1970 by feature; undefined where there are none. */
export function takeFeatureTimes(times: unknown, keepInvalid: Keep): Record<string, number> | undefined {
  return takeEach(times, 'featureTimes', keepInvalid, (value) => {
    const ms = typeof value === 'string' ? parseTime(value) : NaN;
    return Number.isNaN(ms) ? null : ms;
  });
}

function takeEach(
  source: unknown,
  field: string,
  keepInvalid: Keep,
  take: (value: unknown) => number | null,
): Record<string, number> | undefined {
  if (source === undefined || source === null) return undefined;
  const taken = emptyRecord<number>();
  for (const name of Object.keys(source).sort()) {
    const value = (source as Record<string, unknown>)[name];
    const number = take(value);
    if (number !== null) taken[name] = number;
    else if (value !== null) {
      keepInvalid(
        `${field}.${name}`,
        value,
        `It is no ${field === 'featureTimes' ? 'RFC 3339 time' : 'number'}.`,
      );
    }
  }
  return taken;
}
