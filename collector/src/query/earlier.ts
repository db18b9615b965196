import { badRequest } from '../contract';

const WEEK_MS = 7 * 86_400_000;
/** More weeks than this and what was usual then is not usual now. */
export const MOST_WEEKS = 12;

/** What takes the place of a registered baseline: the same traffic, so long before. */
export interface EarlierWindows {
  /** `previous` or `sameHours(4)`. */
  name: string;
  /** How long before each of them lies; their rows are compared with together. */
  shiftsMs: number[];
}

/** Names that stand for earlier windows where a query names a baseline. */
export const EARLIER_NAMES = ['previous', 'sameHours(4)'];

/**
 * Reads `previous` and `sameHours(weeks)`; null for what names a version. `lengthMs` is the step of a series, else the
 * whole range: each step has the windows of its own length before it. Hours of the week are hours of UTC.
 *
 * @throws ModelWatchError where the windows would overlap what they are compared with, or lie across steps
 */
export function readEarlier(
  name: string | undefined,
  { lengthMs, isStepped }: { lengthMs: number; isStepped: boolean },
): EarlierWindows | null {
  if (name === 'previous') return { name, shiftsMs: [lengthMs] };
  const weeks = weeksOf(name);
  if (weeks === null) return null;
  if (lengthMs > WEEK_MS) {
    throw refusal(
      `${name} compares with the same hours of earlier weeks, and the ${isStepped ? 'step' : 'range'} is longer than a ` +
        `week, so that both would have rows in common; take at most 7d, or \`previous\`.`,
    );
  }
  if (isStepped && WEEK_MS % lengthMs !== 0) {
    throw refusal(`${name} needs steps of which a whole number makes a week, such as 15m, 1h, 6h or 1d.`);
  }
  return {
    name: `sameHours(${weeks})`,
    shiftsMs: Array.from({ length: weeks }, (_, i) => (i + 1) * WEEK_MS),
  };
}

function weeksOf(name: string | undefined): number | null {
  const match = /^sameHours(?:\((\d+)\))?$/.exec(name ?? '');
  if (!match) return null;
  const weeks = Number(match[1] ?? 4);
  if (weeks >= 1 && weeks <= MOST_WEEKS) return weeks;
  throw refusal(`sameHours takes 1 to ${MOST_WEEKS} weeks; it is given ${match[1]}.`);
}

const refusal = (sentence: string) =>
  badRequest('baseline-does-not-fit', `$.query.baseline: ${sentence}`, '$.query.baseline');
