import { dateTimeFormat, formattedValueToString, getValueFormat, type TimeZone } from '@grafana/data';
import { shareDecimals } from '../../shared/format';

const DAY_MS = 86_400_000;

export const writeShare = (share: number): string =>
  formattedValueToString(
    getValueFormat('percentunit')(share, share > 0.995 && share < 1 ? 1 : shareDecimals(share)),
  );

export const writeCount = (count: number): string => Math.round(count).toLocaleString('en');

/** Days to a tenth, hours below one day: what is linear between two days is no more exact than that. */
export function writeDays(days: number): string {
  if (days < 1) return `${Math.max(1, Math.round(days * 24))} h`;
  const text = days >= 10 ? String(Math.round(days)) : String(Number(days.toFixed(1)));
  return `${text} ${text === '1' ? 'day' : 'days'}`;
}

/** A prediction day as the collector cuts them, at midnight in UTC, whatever the dashboard's zone. */
export function writeDay(dayMs: number, days = 1): string {
  const first = format(dayMs, 'MM/DD');
  return days === 1 ? first : `${first} +${days - 1}d`;
}

export const writeLongDay = (dayMs: number): string => format(dayMs, 'D MMM YYYY');

/** The last day of a merged row. */
export const lastDayOf = ({ dayMs, days }: { dayMs: number; days: number }): number =>
  dayMs + (days - 1) * DAY_MS;

function format(timeMs: number, pattern: string): string {
  const timeZone: TimeZone = 'utc';
  return dateTimeFormat(timeMs, { format: pattern, timeZone });
}
