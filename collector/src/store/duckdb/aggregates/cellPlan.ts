import type { Engine } from '../engine';
import { SKETCH_SLOTS } from '../latencySketch';
import { type Binner, binnerOf } from './binners';
import { type Blueprint, slotsOf } from './blueprint';
import { CLASS_SLOTS, SERVING_SLOTS } from './serving';

/** What one cell holds, one after the other. */
export interface CellPlan {
  /** All counts of a cell, with the one at 0 for what is not counted. */
  stride: number;
  serving: number;
  classes: number;
  latency: number;
  columns: { number: number; first: number; slots: number; binner: Binner; name: string }[];
}

export function planCell(engine: Engine, model: string, blueprint: Blueprint): CellPlan {
  let next = 1;
  const take = (slots: number): number => (next += slots) - slots;
  const serving = take(SERVING_SLOTS.length);
  const classes = take(CLASS_SLOTS);
  const latency = take(SKETCH_SLOTS);
  const columns = blueprint.columns.map((column) => {
    const slots = slotsOf(column.profile);
    return {
      number: column.number,
      name: column.name,
      first: take(slots),
      slots,
      binner: binnerOf(engine, model, column),
    };
  });
  return { stride: next, serving, classes, latency, columns };
}
