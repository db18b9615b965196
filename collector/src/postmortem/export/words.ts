import type { Filter, Interval, Repair } from '../../contract';

/** UTC to the second, as everything frozen is told: readers of an export are in any zone. */
export const moment = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');

export const count = (value: number): string => value.toLocaleString('en');

export const whereInWords = (filters: readonly Filter[]): string =>
  filters
    .map(({ key, operator, values }) => `${key} ${operator === '=' ? 'is' : 'is not'} ${values.join(', ')}`)
    .join(' and ');

export function repairInWords({ feature, expression, where }: Repair): string {
  const place = whereInWords(where ?? []);
  return `${feature} = ${expression}${place ? ` where ${place}` : ''}`;
}

/** Never 0 for a value that is not there. */
export function numberInWords(value: number | null | undefined, interval?: Interval | null): string {
  if (value === null || value === undefined) return 'not known';
  const range = interval ? ` (${interval.lower.toFixed(4)} to ${interval.upper.toFixed(4)})` : '';
  return `${value.toFixed(4)}${range}`;
}
