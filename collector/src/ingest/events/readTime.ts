import { parseTime } from '../../contract';
import type { IngestLimits } from '../limits';
import { type EventProblem, problem } from './eventProblem';
import { rawText } from './rawText';

export type TimeLimits = Pick<IngestLimits, 'oldestMs' | 'futureSeconds'>;

/** Milliseconds since 1970, or why the time cannot be believed. */
export function readTime(
  value: unknown,
  path: string,
  now: number,
  limits: TimeLimits,
): number | EventProblem {
  if (value === undefined || value === null) {
    return problem('missing-time', path, `${path} is missing; give the time as RFC 3339 with an offset.`);
  }
  const ms = typeof value === 'string' ? parseTime(value) : NaN;
  if (Number.isNaN(ms)) {
    const example = '2026-10-01T00:00:27.640Z';
    return problem(
      'invalid-time',
      path,
      `${rawText(value, 60)} is no time as RFC 3339 with an offset, such as ${example}.`,
    );
  }
  if (ms < limits.oldestMs) {
    const oldest = new Date(limits.oldestMs).toISOString().slice(0, 10);
    return problem(
      'time-too-old',
      path,
      `${value as string} is before ${oldest}, which no event is believed to be; check the unit.`,
    );
  }
  if (ms > now + limits.futureSeconds * 1000) {
    return problem(
      'time-in-future',
      path,
      `${value as string} lies more than ${limits.futureSeconds} s ahead of the collector's clock; check clock, zone and unit.`,
    );
  }
  return ms;
}
