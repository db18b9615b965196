import { slotOfLatency } from '../latencySketch';
import type { CellPlan } from './cellPlan';
import type { CellView } from './cellTable';
import { CLASS_LIMIT, FLAG_SLOTS, OTHER_CLASS, SERVING_SLOTS } from './serving';

/** Values of the rows of a turn, column by column. */
export interface TurnColumns {
  status: Int32Array;
  flags: Int32Array;
  /** Of answered predictions; a failed one has -2. */
  classes: Int32Array;
  /** NaN where there is none. */
  latencies: Float64Array;
  values: (Float64Array | Int32Array)[];
}

/** One after the other in a row of a turn: all rows, errors, flags; then class and latency, then the columns. */
const SERVING_WIDTH = 2 + FLAG_SLOTS.length;
const BUILT_IN_WIDTH = SERVING_WIDTH + 2;

/** Slots that one row adds to; 0 is for what is not counted. */
export const widthOf = (plan: CellPlan): number => BUILT_IN_WIDTH + plan.columns.length;

/** Which counts of its cell each row adds to, row by row. */
export function slotsOfTurn(plan: CellPlan, turn: TurnColumns): Int32Array {
  const width = widthOf(plan);
  const slots = new Int32Array(turn.status.length * width);
  putServing(slots, width, plan.serving, turn.status, turn.flags);
  putClasses(slots, width, plan.classes, turn.classes);
  putLatencies(slots, width, plan.latency, turn.latencies);
  plan.columns.forEach(({ binner, first }, index) => {
    binner.put(turn.values[index]!, slots, width, BUILT_IN_WIDTH + index, first);
  });
  return slots;
}

/** Row by row, because the counts of a cell lie together and stay near: column by column took three times as long. */
export function addTurn({ counts }: CellView, bases: Int32Array, slots: Int32Array, width: number): void {
  let next = 0;
  for (let row = 0; row < bases.length; row++) {
    const base = bases[row]!;
    for (const end = next + width; next < end; next++) counts[base + slots[next]!]! += 1;
  }
}

export function addCosts(
  { amounts }: CellView,
  bases: Int32Array,
  costs: Float64Array,
  stride: number,
): void {
  for (let row = 0; row < bases.length; row++) amounts[bases[row]! / stride]! += costs[row]!;
}

function putServing(
  slots: Int32Array,
  width: number,
  first: number,
  status: Int32Array,
  flags: Int32Array,
): void {
  const place = (name: (typeof SERVING_SLOTS)[number]): number => first + SERVING_SLOTS.indexOf(name);
  const [all, client, server] = [place('rows'), place('clientErrors'), place('serverErrors')];
  const flagged = FLAG_SLOTS.map(place);
  for (let row = 0; row < status.length; row++) {
    const at = row * width;
    const code = status[row]!;
    slots[at] = all;
    if (code >= 400) slots[at + 1] = code >= 500 ? server : client;
    const bits = flags[row]!;
    for (let bit = 0; bit < flagged.length; bit++) if ((bits >> bit) & 1) slots[at + 2 + bit] = flagged[bit]!;
  }
}

function putClasses(slots: Int32Array, width: number, first: number, classes: Int32Array): void {
  for (let row = 0; row < classes.length; row++) {
    const code = classes[row]!;
    if (code < -1) continue;
    slots[row * width + SERVING_WIDTH] = first + 1 + (code > CLASS_LIMIT ? OTHER_CLASS : code);
  }
}

function putLatencies(slots: Int32Array, width: number, first: number, latencies: Float64Array): void {
  for (let row = 0; row < latencies.length; row++) {
    const latency = latencies[row]!;
    if (latency === latency) slots[row * width + SERVING_WIDTH + 1] = first + slotOfLatency(latency);
  }
}
