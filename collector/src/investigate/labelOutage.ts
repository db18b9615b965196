import type { Finding, ModelEntry } from '../contract';
import type { Rows } from './rows';
import { median } from './scan';

/** Cells of time over which arrivals are counted, and how many of them an outage must last. */
const CELLS = 480;
const STEP = 10;
/** Labels that were due in an outage, and the share of them that must be missing. */
const FEWEST_DUE = 12;
const MISSING = 0.6;
const FALSE_ALARMS = Math.log(0.001);
const CONFIDENCE = 0.9;

type LabelFinding = Omit<Finding, 'rank' | 'causes'>;

/**
 * A time in which labels did not arrive that were due. How many are due is told from the predictions that were served
 * and from how long labels took in the older half of the time before; late labels of recent predictions are no outage.
 */
export function findLabelOutage(
  rows: Rows,
  { entry, asOf }: { entry: ModelEntry; asOf: number },
  logComparisons: number,
): LabelFinding | null {
  const end = Math.min(rows.windowTo, asOf);
  const start = Math.max(rows.beforeFrom, rows.windowFrom - (rows.windowTo - rows.windowFrom));
  if (!(end > rows.windowFrom)) return null;
  const due = dueLabels(rows, start, end);
  if (!due) return null;
  const { expected, arrived } = due;
  const cellMs = (end - start) / CELLS;
  const excess = expected.map((value, cell) => (value > 5 ? (arrived[cell]! - value) ** 2 / value : NaN));
  const dispersion = Math.max(1, median([...excess].filter((value) => !Number.isNaN(value))) / 0.455 || 1);

  const [expectedUpTo, arrivedUpTo] = [sumsOf(expected), sumsOf(arrived)];
  const firstCell = Math.floor((rows.windowFrom - start) / cellMs / STEP) * STEP;
  let best: { from: number; to: number; expected: number; arrived: number; log: number } | null = null;
  for (let from = firstCell; from < CELLS; from += STEP) {
    for (let to = from + STEP; to <= CELLS; to += STEP) {
      const dueHere = expectedUpTo[to]! - expectedUpTo[from]!;
      const here = arrivedUpTo[to]! - arrivedUpTo[from]!;
      if (dueHere < FEWEST_DUE || here > (1 - MISSING) * dueHere) continue;
      const log = -(here > 0 ? here * Math.log(here / dueHere) - here + dueHere : dueHere) / dispersion;
      if (!best || log < best.log) best = { from, to, expected: dueHere, arrived: here, log };
    }
  }
  if (!best || best.log + logComparisons > FALSE_ALARMS) return null;
  const since = beginningOf(best, expected, arrived, (cell) => start + cell * cellMs);
  const untilCell = best.to;
  const model = entry.spec.model;
  return {
    kind: 'labels',
    level: 'critical',
    title: `Labels do not arrive: ${Math.round((1 - best.arrived / best.expected) * 100)} % of those that were due are not there.`,
    feature: null,
    where: [],
    since,
    until: untilCell < CELLS ? start + untilCell * cellMs : null,
    predictions: { inSegment: Math.round(best.expected), changed: Math.round(best.expected - best.arrived) },
    effect: { name: 'labels that arrived', before: best.expected, after: best.arrived, unit: 'short' },
    logProbability: best.log + logComparisons,
    score: { before: null, after: null },
    performance: null,
    likeness: null,
    repairs: [],
    changes: [],
    evidence: {
      query: { measure: 'labels.coverage', model, shape: 'series' },
      range: { from: rows.beforeFrom, to: rows.windowTo },
    },
    links: { model: `/v1/models/${encodeURIComponent(model)}` },
  };
}

/** Labels that were due and that arrived, by cell of time. */
function dueLabels(
  rows: Rows,
  start: number,
  end: number,
): { expected: Float64Array; arrived: Float64Array } | null {
  // The newer half has labels that are still on their way.
  const settled = Math.floor(rows.boundary / 2);
  const lags = Float64Array.from({ length: settled }, (_, row) => rows.labelTs[row]! - rows.ts[row]!)
    .filter((lag) => !Number.isNaN(lag))
    .sort();
  if (lags.length < 100) return null;
  const shareWithin = (ms: number): number => (ms <= 0 ? 0 : countUpTo(lags, ms) / settled);
  const cellMs = (end - start) / CELLS;
  const expected = new Float64Array(CELLS);
  const arrived = new Float64Array(CELLS);
  const bins = Math.min(rows.rows, 600);
  for (let bin = 0; bin < bins; bin++) {
    const [from, to] = [0, 1].map((more) => Math.floor(((bin + more) * rows.rows) / bins)) as [
      number,
      number,
    ];
    const served = rows.ts[Math.floor((from + to) / 2)]!;
    let before = shareWithin(start - served);
    for (let cell = 0; cell < CELLS; cell++) {
      const upTo = shareWithin(start + (cell + 1) * cellMs - served);
      expected[cell]! += (to - from) * (upTo - before);
      before = upTo;
    }
  }
  for (const ts of rows.labelTs) {
    const cell = Math.floor((ts - start) / cellMs);
    if (cell >= 0 && cell < CELLS) arrived[cell]! += 1;
  }
  return { expected, arrived };
}

function countUpTo(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sumsOf(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, index) => (sums[index + 1] = sums[index]! + value));
  return sums;
}

/** Posterior of the cell in which it began: arrivals are Poisson at the rate that was due before, at a lower one since. */
function beginningOf(
  best: { from: number; to: number; expected: number; arrived: number },
  expected: Float64Array,
  arrived: Float64Array,
  timeOf: (cell: number) => number,
): Finding['since'] {
  const rate = Math.max(0.5, best.arrived) / best.expected;
  const logs = new Float64Array(best.to);
  let sum = 0;
  for (let cell = best.to - 1; cell >= 0; cell--) {
    sum += arrived[cell]! * Math.log(rate) + (1 - rate) * expected[cell]!;
    logs[cell] = sum;
  }
  const greatest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - greatest));
  const total = weights.reduce((all, weight) => all + weight, 0);
  const tail = (1 - CONFIDENCE) / 2;
  let passed = 0;
  let [lower, estimate] = [0, 0];
  for (let cell = 0; cell < best.to; cell++) {
    const before = passed;
    passed += weights[cell]! / total;
    // It may have begun within the cell before, whose first part was whole.
    if (before <= tail && passed > tail) lower = cell;
    if (before < 0.5 && passed >= 0.5) estimate = cell;
    if (passed >= 1 - tail) {
      const times = { estimate: timeOf(estimate + 0.5), lower: timeOf(lower - 1), upper: timeOf(cell + 1) };
      return { ...times, confidence: CONFIDENCE };
    }
  }
  return {
    estimate: timeOf(best.from),
    lower: timeOf(lower),
    upper: timeOf(best.to),
    confidence: CONFIDENCE,
  };
}
