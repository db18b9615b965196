import type { Fact } from '../facts';
import { compareCounts } from './compareCounts';
import { PIECES } from './countFact';
import { type EntropyTable, gStatistic, logChiSquareBound } from './evidence';
import type { HealthyTime } from './healthyTime';

/** Rows and, of a rate, events that an interval needs. */
const FEWEST_ROWS = 15;
export const FEWEST_EVENTS = 5;
/** What a segment departs from the time before by at least, in its halves, quarters and so on, to be looked at. */
const WORTH_A_SCAN = -6;
/** Intervals of all lengths are looked at only where halves, quarters and so on already look unlike chance. */
const WORTH_A_LOOK = Math.log(0.01);

export interface IntervalFound {
  /** Pieces of the window: from inclusive, to exclusive. */
  from: number;
  to: number;
  logProbability: number;
  effect: number;
  rows: number;
  /** Counts of the stretch, by bin. */
  counts: Int32Array;
}

export const INTERVALS = (PIECES * (PIECES + 1)) / 2;

/**
 * The stretch of the window that departs most surely from the healthy time, of those whose effect reaches the floor
 * and of all. A change that fills an hour of a day is diluted by the rest of it, so the stretch is looked for.
 */
export function bestInterval(
  table: EntropyTable,
  fact: Fact,
  window: Int32Array,
  healthy: HealthyTime,
): { best: IntervalFound | null; small: IntervalFound | null } {
  const { bins } = fact;
  const upTo = new Int32Array((PIECES + 1) * bins);
  for (let place = 0; place < PIECES * bins; place++) upTo[place + bins] = upTo[place]! + window[place]!;
  const current = new Int32Array(bins);
  const countsOf = ({ from, to }: IntervalFound): Int32Array =>
    Int32Array.from({ length: bins }, (_, bin) => upTo[to * bins + bin]! - upTo[from * bins + bin]!);
  const counted = (): typeof found => {
    for (const one of [found.best, found.small]) if (one) one.counts = countsOf(one);
    return found;
  };
  const found: { best: IntervalFound | null; small: IntervalFound | null } = { best: null, small: null };

  const look = (from: number, to: number): void => {
    let rows = 0;
    for (let bin = 0; bin < bins; bin++) {
      current[bin] = upTo[to * bins + bin]! - upTo[from * bins + bin]!;
      rows += current[bin]!;
    }
    if (rows < FEWEST_ROWS || (fact.shape === 'rate' && current[1]! < FEWEST_EVENTS)) return;
    const { g, degrees, effect, rows: compared } = compareCounts(table, fact, current, healthy.counts);
    const statistic = g / (1 + healthy.overdispersion * compared);
    const logProbability = logChiSquareBound(statistic, degrees);
    const one = { from, to, logProbability, effect, rows, counts: current };
    const key = effect >= fact.floor ? 'best' : 'small';
    if (!found[key] || logProbability < found[key].logProbability) found[key] = one;
  };

  lookAtHalves(look);
  const surest = Math.min(found.best?.logProbability ?? 0, found.small?.logProbability ?? 0);
  if (surest > WORTH_A_LOOK) return counted();
  for (let from = 0; from < PIECES; from++) {
    for (let to = from + 1; to <= PIECES; to++) look(from, to);
  }
  return counted();
}

/** The whole, its halves, quarters and so on, each of them also moved by half of its length. */
function lookAtHalves(look: (from: number, to: number) => void): void {
  for (let length = PIECES; length >= 1; length = Math.floor(length / 2)) {
    for (let from = 0; from + length <= PIECES; from += Math.max(1, length >> 1)) look(from, from + length);
  }
}

/**
 * Whether some stretch of the window is unlike all of the time before at all. Finding the healthy part of the time
 * before costs as much as the rest of a scan, and nearly every segment of nearly every fact is like before.
 */
export function isWorthAScan(
  table: EntropyTable,
  fact: Fact,
  window: Int32Array,
  before: Int32Array,
): boolean {
  const { bins } = fact;
  const reference = new Int32Array(bins);
  for (let place = 0; place < before.length; place++) reference[place % bins]! += before[place]!;
  const upTo = new Int32Array((PIECES + 1) * bins);
  for (let place = 0; place < PIECES * bins; place++) upTo[place + bins] = upTo[place]! + window[place]!;
  const current = new Int32Array(bins);
  let isWorth = false;
  lookAtHalves((from, to) => {
    if (isWorth) return;
    for (let bin = 0; bin < bins; bin++) current[bin] = upTo[to * bins + bin]! - upTo[from * bins + bin]!;
    if (fact.shape === 'conditional') {
      const { g, degrees, rows } = compareCounts(table, fact, current, reference);
      isWorth = rows >= FEWEST_ROWS && logChiSquareBound(g, degrees) < WORTH_A_SCAN;
      return;
    }
    const { g, bins: filled, firstRows } = gStatistic(table, current, reference);
    isWorth = firstRows >= FEWEST_ROWS && logChiSquareBound(g, Math.max(1, filled - 1)) < WORTH_A_SCAN;
  });
  return isWorth;
}
