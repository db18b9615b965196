import { badRequest, parseDuration, parseTime, type QueryRequest } from '../../contract';
import { MAXIMUM_STEPS, USUAL_STEPS } from '../limits';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Steps that people think in, and that merge into one another. */
const NICE_STEPS_MS = [5, 15, 60, 360, 1440].map((minutes) => minutes * MINUTE_MS);

/** What a Date can hold (ECMA-262, 21.4.1.1). */
const MAXIMUM_MS = 8.64e15;

const iso = (ms: number): string => new Date(ms).toISOString();

function timeOf(value: number | string, path: string): number {
  const ms = typeof value === 'number' ? value : parseTime(value);
  if (!(Math.abs(ms) <= MAXIMUM_MS)) {
    throw badRequest(
      'time-invalid',
      `${path} must be milliseconds since 1970 or an RFC 3339 time with an offset, such as ` +
        `2026-10-01T00:00:00Z; it is ${String(value)}.`,
      path,
    );
  }
  return ms;
}

export function checkRange(range: QueryRequest['range']): { from: number; to: number } {
  const from = timeOf(range.from, '$.range.from');
  const to = timeOf(range.to, '$.range.to');
  if (to <= from) {
    throw badRequest(
      'range-reversed',
      `$.range: it must end after it begins; it goes from ${iso(from)} to ${iso(to)}.`,
      '$.range',
    );
  }
  return { from, to };
}

/** Milliseconds up to which labels are seen: now unless given; Infinity for `final`. */
export function checkAsOf(asOf: string | undefined, now: number): number {
  if (asOf === undefined || asOf === '' || asOf === 'now') return now;
  if (asOf === 'final') return Infinity;
  const ms = parseTime(asOf);
  if (!Number.isNaN(ms)) return ms;
  throw badRequest(
    'time-invalid',
    `$.query.asOf must be an RFC 3339 time with an offset, or final; it is ${asOf}.`,
    '$.query.asOf',
  );
}

/** Milliseconds of a step of a series: as given, else the first nice one that is not finer than a panel can show. */
export function chooseWindow(
  window: string | undefined,
  { from, to }: { from: number; to: number },
  { intervalMs = 0, maxDataPoints = USUAL_STEPS }: { intervalMs?: number; maxDataPoints?: number },
): number {
  if (window !== undefined && window !== '') {
    const ms = parseDuration(window);
    if (!(ms > 0)) {
      throw badRequest(
        'window-invalid',
        `$.query.window must be a duration such as 5m, 1h or 1d; it is ${window}.`,
        '$.query.window',
      );
    }
    const steps = Math.ceil((to - from) / ms);
    if (steps > MAXIMUM_STEPS) {
      throw badRequest(
        'too-many-steps',
        `$.query.window: ${window} makes ${steps} steps of this range, and ${MAXIMUM_STEPS} are allowed; ` +
          'take a longer window or a shorter range.',
        '$.query.window',
      );
    }
    return ms;
  }
  const steps = Math.max(1, Math.min(maxDataPoints, USUAL_STEPS));
  const least = Math.max((to - from) / steps, intervalMs);
  return NICE_STEPS_MS.find((step) => step >= least) ?? Math.ceil(least / DAY_MS) * DAY_MS;
}
