import { dateTimeFormat, type TimeZone } from '@grafana/data';

export interface TimeTick {
  timeMs: number;
  text: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STEPS_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  7 * DAY_MS,
  14 * DAY_MS,
  30 * DAY_MS,
  91 * DAY_MS,
  365 * DAY_MS,
];

/**
 * Round times within a range, at most as many as there is room for. Steps are multiples since 1970 in UTC, so the
 * marks stay put while a range moves; what is written beside them is in the zone of the dashboard.
 */
export function timeTicks(
  range: { from: number; to: number },
  atMost: number,
  timeZone: TimeZone,
): TimeTick[] {
  const span = range.to - range.from;
  if (!(span > 0)) return [];
  const stepMs = STEPS_MS.find((step) => span / step <= Math.max(1, atMost)) ?? span / Math.max(1, atMost);
  const format = formatFor(stepMs, span);
  const first = Math.ceil(range.from / stepMs) * stepMs;
  const count = Math.max(0, Math.floor((range.to - first) / stepMs) + 1);
  return Array.from({ length: count }, (_, index) => {
    const timeMs = first + index * stepMs;
    return { timeMs, text: dateTimeFormat(timeMs, { format, timeZone }) };
  });
}

function formatFor(stepMs: number, spanMs: number): string {
  if (stepMs >= 91 * DAY_MS) return 'YYYY-MM';
  if (stepMs >= DAY_MS) return 'MM/DD';
  return spanMs > DAY_MS ? 'MM/DD HH:mm' : 'HH:mm';
}
