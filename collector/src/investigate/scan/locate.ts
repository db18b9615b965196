import type { Rows } from '../rows';
import { type Fact, NOT_APPLICABLE } from '../facts';
import type { Candidate } from './scanFact';

export const ONSET_CONFIDENCE = 0.9;
/** Rounds in which the change's own shares and its ends are found from each other. */
const ROUNDS = 3;
/** Rows after the end that must look healthy, and how surely (natural logarithm of the ratio), to call it ended. */
const ROWS_AFTER = 5;
const SURELY_OVER = 3;
/** Natural logarithm of the ratio from which a stretch of rows parts two changes from each other. */
const SURELY_HEALTHY = 30;
/** Rows of a new segment from which its share of the traffic is told. */
const ARRIVALS = 30;

export interface Located {
  /** Rows of the segment in order of time, those to which the fact applies. */
  members: Int32Array;
  /** Places in `members`: the first and last changed one. */
  first: number;
  last: number;
  onset: { estimate: number; lower: number; upper: number };
  isOver: boolean;
  /** Whether it began before everything that was read. */
  isStanding: boolean;
}

/**
 * When a change began and ended, to the row. Each row says how much likelier its value is after the change than
 * before it; the beginning is where the sum of that from there on is greatest. The interval holds 90 % of the
 * posterior of the beginning, each moment being as likely as another beforehand, and is widened to the rows at its
 * ends (Bayesian change point with plug-in shares, after Smith 1975).
 */
export function locate(rows: Rows, candidate: Candidate, mask: Uint8Array): Located {
  const { fact, healthy, isNewSegment } = candidate;
  const members = rowsOf(rows, fact, mask);
  const middle = Math.floor((candidate.fromRow + candidate.toRow) / 2);
  let first = Math.max(0, placeOf(members, candidate.fromRow));
  let last = Math.max(first, placeOf(members, candidate.toRow) - 1);
  const centre = Math.min(Math.max(placeOf(members, middle), first), last);
  const evidence = new Float64Array(members.length);
  for (let round = 0; round < ROUNDS; round++) {
    const ratio = logRatios(fact, members, healthy.counts, first, last);
    members.forEach((row, place) => (evidence[place] = ratio[fact.codes[row]!]!));
    first = highest(evidence, centre, -1);
    last = highest(evidence, centre, 1);
  }
  const earliest = healthyBefore(evidence, first);
  const isOver = isSurelyOver(evidence, last);
  const onset = isNewSegment
    ? arrivalOf(rows, mask)
    : onsetOf(evidence, earliest, last, (place) => timeBetween(rows, members, place));
  return {
    members,
    first,
    last,
    onset,
    isOver,
    isStanding: first === 0 && rows.boundary > 0 && !isNewSegment,
  };
}

function rowsOf(rows: Rows, fact: Fact, mask: Uint8Array): Int32Array {
  const members: number[] = [];
  for (let row = 0; row < rows.rows; row++) {
    if (mask[row] === 1 && fact.codes[row] !== NOT_APPLICABLE) members.push(row);
  }
  return Int32Array.from(members);
}

/** Place of the first member at or after a row. */
function placeOf(members: Int32Array, row: number): number {
  let low = 0;
  let high = members.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (members[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** ln of the share of each code within the change over its share in the healthy time; half a row is given to each. */
function logRatios(
  fact: Fact,
  members: Int32Array,
  healthy: Int32Array,
  first: number,
  last: number,
): Float64Array {
  const { bins, codes } = fact;
  const counts = new Int32Array(bins);
  for (let place = first; place <= last; place++) counts[codes[members[place]!]!]! += 1;
  const width = fact.shape === 'conditional' ? fact.classes! : bins;
  const ratio = new Float64Array(bins);
  for (let from = 0; from < bins; from += width) {
    let [changedRows, healthyRows] = [0, 0];
    for (let bin = from; bin < from + width; bin++) {
      changedRows += counts[bin]!;
      healthyRows += healthy[bin]!;
    }
    for (let bin = from; bin < from + width; bin++) {
      const changed = (counts[bin]! + 0.5) / (changedRows + width / 2);
      ratio[bin] = Math.log(changed / ((healthy[bin]! + 0.5) / (healthyRows + width / 2)));
    }
  }
  return ratio;
}

/** The place, going from the centre in a direction, up to which the sum of the evidence is greatest. */
function highest(evidence: Float64Array, centre: number, step: 1 | -1): number {
  let sum = 0;
  let best = -Infinity;
  let found = centre;
  for (let place = centre; place >= 0 && place < evidence.length; place += step) {
    sum += evidence[place]!;
    if (sum > best) {
      best = sum;
      found = place;
    } else if (sum < best - SURELY_HEALTHY) {
      break;
    }
  }
  return found;
}

/** The place from which on rows before a beginning are surely healthy: what came before it is another matter. */
function healthyBefore(evidence: Float64Array, first: number): number {
  let sum = 0;
  for (let place = first - 1; place >= 0; place--) {
    sum += evidence[place]!;
    if (sum < -SURELY_HEALTHY) return place;
  }
  return 0;
}

function isSurelyOver(evidence: Float64Array, last: number): boolean {
  if (evidence.length - 1 - last < ROWS_AFTER) return false;
  let sum = 0;
  for (let place = last + 1; place < evidence.length; place++) {
    sum += evidence[place]!;
    if (sum < -SURELY_OVER) return true;
  }
  return false;
}

/** Times of the member before a place and of the one at it. */
function timeBetween(rows: Rows, members: Int32Array, place: number): [number, number] {
  const at = rows.ts[members[place]!]!;
  return [place === 0 ? rows.beforeFrom : rows.ts[members[place - 1]!]!, at];
}

/** Quantiles of the posterior over the gaps between rows, up to the last changed row. */
function onsetOf(
  evidence: Float64Array,
  earliest: number,
  last: number,
  gapOf: (place: number) => [number, number],
): Located['onset'] {
  const sums = new Float64Array(last + 1);
  let sum = 0;
  let greatest = -Infinity;
  for (let place = last; place >= earliest; place--) {
    sum += evidence[place]!;
    sums[place] = sum;
    greatest = Math.max(greatest, sum);
  }
  const weights = sums.map((value, place) => {
    if (place < earliest) return 0;
    const [from, to] = gapOf(place);
    return Math.exp(value - greatest) * (to - from + 1);
  });
  const total = weights.reduce((all, weight) => all + weight, 0);
  const tail = (1 - ONSET_CONFIDENCE) / 2;
  let lower: number | null = null;
  let estimate: number | null = null;
  let passed = 0;
  for (let place = earliest; place <= last; place++) {
    passed += weights[place]! / total;
    const [from, to] = gapOf(place);
    if (lower === null && passed > tail) lower = from;
    if (estimate === null && passed >= 0.5) estimate = to;
    if (passed >= 1 - tail) return { lower: lower!, estimate: estimate!, upper: to };
  }
  const [from, to] = gapOf(last);
  return { lower: lower ?? from, estimate: estimate ?? to, upper: to };
}

/**
 * When a segment that was not there began, from all rows: it has begun at the latest with its first row, and may have
 * begun so long before that its first row came late by chance.
 */
function arrivalOf(rows: Rows, mask: Uint8Array): Located['onset'] {
  const arrivals: number[] = [];
  for (let row = 0; row < rows.rows && arrivals.length < ARRIVALS; row++) {
    if (mask[row] === 1) arrivals.push(row);
  }
  const [first = rows.boundary] = arrivals;
  const span = Math.max(1, arrivals[arrivals.length - 1]! - first);
  const share = Math.min(0.999, Math.max(1, arrivals.length - 1) / span);
  const evidence = new Float64Array(first + 1).fill(Math.log(1 - share));
  evidence[first] = 0;
  return onsetOf(evidence, 0, first, (place) => [
    place === 0 ? rows.beforeFrom : rows.ts[place - 1]!,
    rows.ts[place]!,
  ]);
}
