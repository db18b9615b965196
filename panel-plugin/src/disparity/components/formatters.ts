import { type Field, formattedValueToString, getValueFormat, type GrafanaTheme2 } from '@grafana/data';
import { displayWith, shareDecimals } from '../../shared/format';
import { type Describing } from '../prepare';

export interface RateFormatters extends Describing {
  tick: (rate: number, step: number) => string;
  /** Greatest value there can be, where the field says. */
  limit: number | undefined;
}

/** How rates are written, as the configuration of their field says; shares of one are written as percentages. */
export function makeFormatters(
  value: Field | undefined,
  size: Field | undefined,
  theme: GrafanaTheme2,
): RateFormatters {
  const { unit, decimals, max } = value?.config ?? {};
  const isShare = unit === 'percentunit';
  const rate = isShare && decimals == null ? sharePlain : displayWith(value, theme);
  return {
    rate,
    difference: isShare ? pointsOf : (number) => withMinus(displayWith(value, theme)(number)),
    differences: isShare
      ? (from, to) => `${withMinus(String(asPoints(from)))} to ${pointsOf(to)}`
      : (from, to) => `${withMinus(rate(from))} to ${withMinus(rate(to))}`,
    ratio: (number) => number.toFixed(2),
    // Rounded to thousands, a group of 1,040 rows would look like one of 1,000.
    count: isPlain(size) ? (number) => number.toLocaleString('en') : displayWith(size, theme),
    tick: isShare ? (number, step) => share(number, shareDecimals(step)) : rate,
    limit: max ?? undefined,
  };
}

const share = (number: number, decimals: number): string =>
  formattedValueToString(getValueFormat('percentunit')(number, decimals));
const sharePlain = (number: number): string => share(number, number === 0 || number === 1 ? 0 : 1);

/** A difference of two percentages is percentage points: 10 % of 50 % would be something else. */
function pointsOf(difference: number): string {
  const points = asPoints(difference);
  return withMinus(`${points} ${Math.abs(points) === 1 ? 'point' : 'points'}`);
}

const asPoints = (difference: number): number => Number((difference * 100).toFixed(1));
const withMinus = (text: string): string => text.replace(/^-/, '\u2212');

const isPlain = (field: Field | undefined): boolean => {
  const { unit, decimals } = field?.config ?? {};
  return decimals == null && [undefined, '', 'none', 'short'].includes(unit);
};
