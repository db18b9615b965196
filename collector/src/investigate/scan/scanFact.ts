import type { Fact } from '../facts';
import type { Rows, Segment, Segments } from '../rows';
import { bestInterval, FEWEST_EVENTS, INTERVALS, type IntervalFound, isWorthAScan } from './bestInterval';
import { BLOCKS, countFact, type Cuts, PIECES } from './countFact';
import type { EntropyTable } from './evidence';
import { type HealthyTime, healthyTime } from './healthyTime';
import { likelihoodGain } from './likelihoodGain';

/** Rows before the window that a segment needs to be compared with itself. */
const FEWEST_BEFORE = 50;

/** A segment that has this many times the share that it had is a new one. */
const GROWN = 5;

export interface Candidate {
  fact: Fact;
  /** The segment, or several values of the same dimension. */
  members: Segment[];
  /** Rows of the window from and to which (exclusive) it was found; see `locate`. */
  fromRow: number;
  toRow: number;
  healthy: HealthyTime;
  /** The segment had no rows before: it is compared with what it is a part of. */
  isNewSegment: boolean;
  effect: number;
  /** What tells which segment carries it; see `likelihoodGain`. */
  gain: number;
  /** Before correction for what else was looked at, but with what the number of segments costs. */
  logProbability: number;
  isSmall: boolean;
}

export interface ScanContext {
  rows: Rows;
  segments: Segments;
  cuts: Cuts;
  table: EntropyTable;
}

/** Healthy time of a fact over everything. */
export function healthyTimeOfWhole({ rows, segments, cuts, table }: ScanContext, fact: Fact): HealthyTime {
  const counts = countFact({ ...fact, onlyWhole: true }, segments, cuts, rows, null);
  return healthyTime(table, fact, counts.before);
}

/** How many comparisons a scan of these facts makes: what probabilities are multiplied by. */
export const comparisonsOf = (facts: readonly Fact[], { all }: Segments): number =>
  facts.reduce((sum, fact) => sum + (fact.onlyWhole ? 1 : all.length) * INTERVALS, 0);

/**
 * The segment and the stretch of time in which a fact departs most surely from the healthy time. A change in one
 * segment shows in everything that overlaps it; the likelihood gained is greatest where all changed rows are and no
 * others, so the surest one is the one that carries it.
 */
export function scanFact(context: ScanContext, fact: Fact, skip: Uint8Array | null): Candidate | null {
  const { rows, segments, cuts, table } = context;
  if (fact.shape === 'rate' && !hasEvents(fact, rows.boundary)) return null;
  const counts = countFact(fact, segments, cuts, rows, skip);
  const { bins } = fact;
  const candidates = fact.onlyWhole ? segments.all.slice(0, 1) : segments.all;
  const atDepth = [0, 1, 2].map((depth) => candidates.filter((one) => one.depth === depth).length);
  const windowOf = ({ index }: Segment): Int32Array =>
    counts.window.subarray(index * PIECES * bins, (index + 1) * PIECES * bins);
  const beforeOf = ({ index }: Segment): Int32Array =>
    counts.before.subarray(index * BLOCKS * bins, (index + 1) * BLOCKS * bins);
  const healthyOf = new Map<Segment, HealthyTime>();
  const own = (segment: Segment): HealthyTime => {
    let found = healthyOf.get(segment);
    if (!found) healthyOf.set(segment, (found = healthyTime(table, fact, beforeOf(segment))));
    return found;
  };

  /** Hardly there before, or grown far beyond its share: its few rows then are no healthy time of its own. */
  const wholeWindow = sumOf(windowOf(segments.all[0]!));
  const wholeBefore = sumOf(beforeOf(segments.all[0]!));
  const hasGrown = (segment: Segment): boolean =>
    segment.depth === 1 &&
    sumOf(windowOf(segment)) / Math.max(1, wholeWindow) >
      (GROWN * sumOf(beforeOf(segment))) / Math.max(1, wholeBefore);
  const isNew = (segment: Segment, healthy: HealthyTime): boolean =>
    healthy.rows < FEWEST_BEFORE || hasGrown(segment);

  let best: Candidate | null = null;
  let small: Candidate | null = null;
  const consider = (
    members: Segment[],
    healthy: HealthyTime,
    isNewSegment: boolean,
    interval: IntervalFound,
    isSmall: boolean,
  ): Candidate => ({
    fact,
    members,
    fromRow: cuts.starts[interval.from]!,
    toRow: cuts.starts[interval.to]!,
    healthy,
    isNewSegment,
    effect: interval.effect,
    gain: gainOf(interval, healthy) - Math.log(atDepth[members[0]!.depth]!),
    logProbability: interval.logProbability + Math.log(atDepth[members[0]!.depth]!),
    isSmall,
  });
  const wholeRows = own(segments.all[0]!).rows;
  const gainOf = ({ counts: current, rows: inside }: IntervalFound, healthy: HealthyTime): number =>
    likelihoodGain(fact, current, healthy.counts, wholeRows) / (1 + healthy.overdispersion * inside);

  for (const segment of candidates) {
    const before = beforeOf(segment);
    const isKnown = sumOf(before) >= FEWEST_BEFORE;
    if (isKnown && !hasGrown(segment) && !isWorthAScan(table, fact, windowOf(segment), before)) continue;
    let healthy = own(segment);
    const isNewSegment = isNew(segment, healthy);
    if (isNewSegment) {
      // What a new segment's people are like is no change of them; how they are served is compared with all others.
      if (segment.depth !== 1 || (fact.kind !== 'latency' && fact.shape !== 'rate')) continue;
      healthy = own(segments.all[0]!);
      if (healthy.rows < FEWEST_BEFORE) continue;
    }
    const found = bestInterval(table, fact, windowOf(segment), healthy);
    if (found.best) {
      const one = consider([segment], healthy, isNewSegment, found.best, false);
      if (!best || one.gain > best.gain) best = one;
    }
    if (found.small && segment.depth === 0) {
      small = consider([segment], healthy, isNewSegment, found.small, true);
    }
  }
  if (best && best.members[0]!.depth === 1 && !best.isNewSegment) {
    best = growSegment(best, { windowOf, beforeOf, gainOf, context, atDepth: atDepth[1]! });
  }
  return best ?? small;
}

/** Whether what is counted happened in the window at all: most things do not. */
function hasEvents({ codes }: Fact, boundary: number): boolean {
  let events = 0;
  for (let row = boundary; row < codes.length && events < FEWEST_EVENTS; row++) {
    if (codes[row] === 1) events += 1;
  }
  return events >= FEWEST_EVENTS;
}

/** Adds values of the same dimension for as long as the change becomes surer: it may have struck two clients of five. */
function growSegment(
  start: Candidate,
  {
    windowOf,
    beforeOf,
    gainOf,
    context: { segments, cuts, table },
    atDepth,
  }: {
    windowOf: (segment: Segment) => Int32Array;
    beforeOf: (segment: Segment) => Int32Array;
    gainOf: (interval: IntervalFound, healthy: HealthyTime) => number;
    context: ScanContext;
    atDepth: number;
  },
): Candidate {
  const { fact } = start;
  let best = start;
  const sum = (first: Int32Array, second: Int32Array): Int32Array =>
    first.map((count, place) => count + second[place]!);
  let window = windowOf(start.members[0]!);
  let before = beforeOf(start.members[0]!);
  const others = segments.all.filter(
    ({ grouping, index }) => grouping === start.members[0]!.grouping && index !== start.members[0]!.index,
  );
  for (const other of others) {
    const wider = { window: sum(window, windowOf(other)), before: sum(before, beforeOf(other)) };
    const healthy = healthyTime(table, fact, wider.before);
    const found = bestInterval(table, fact, wider.window, healthy).best;
    if (!found) continue;
    const logProbability = found.logProbability + (best.members.length + 1) * Math.log(atDepth);
    const gain = gainOf(found, healthy) - (best.members.length + 1) * Math.log(atDepth);
    if (gain <= best.gain + Math.log(atDepth)) continue;
    window = wider.window;
    before = wider.before;
    best = {
      ...best,
      members: [...best.members, other],
      fromRow: cuts.starts[found.from]!,
      toRow: cuts.starts[found.to]!,
      healthy,
      effect: found.effect,
      gain,
      logProbability,
    };
  }
  return best;
}

const sumOf = (counts: Int32Array): number => counts.reduce((sum, count) => sum + count, 0);
