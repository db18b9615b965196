import type { Fact } from '../facts';
import { type EntropyTable, gStatistic, totalVariation } from './evidence';

export interface Comparison {
  g: number;
  degrees: number;
  /** Total variation, or difference of rates; what chance alone would make of it is taken off. */
  effect: number;
  rows: number;
}

const NONE: Comparison = { g: 0, degrees: 1, effect: 0, rows: 0 };

/** How far the counts of a fact in some rows depart from those of the healthy time. */
export function compareCounts(
  table: EntropyTable,
  fact: Fact,
  current: Int32Array,
  reference: Int32Array,
): Comparison {
  if (fact.shape === 'conditional') return compareStrata(table, fact.classes!, current, reference);
  const { g, bins, firstRows, secondRows } = gStatistic(table, current, reference);
  if (firstRows === 0 || secondRows === 0) return NONE;
  if (fact.shape === 'rate') {
    const effect = current[1]! / firstRows - reference[1]! / secondRows;
    return { g: effect > 0 ? g : 0, degrees: 1, effect, rows: firstRows };
  }
  if (fact.onlyUp && meanBin(current, firstRows) <= meanBin(reference, secondRows)) {
    return { ...NONE, rows: firstRows };
  }
  const { distance, noise } = totalVariation(current, firstRows, reference, secondRows);
  return { g, degrees: Math.max(1, bins - 1), effect: distance - noise, rows: firstRows };
}

function compareStrata(
  table: EntropyTable,
  classes: number,
  current: Int32Array,
  reference: Int32Array,
): Comparison {
  const total = { ...NONE, degrees: 0 };
  for (let from = 0; from < current.length; from += classes) {
    const one = gStatistic(table, current, reference, from, from + classes);
    if (one.firstRows === 0 || one.secondRows === 0) continue;
    const { distance, noise } = totalVariation(
      current,
      one.firstRows,
      reference,
      one.secondRows,
      from,
      from + classes,
    );
    total.g += one.g;
    total.degrees += one.bins - 1;
    total.effect += one.firstRows * (distance - noise);
    total.rows += one.firstRows;
  }
  if (total.rows === 0) return NONE;
  return { ...total, degrees: Math.max(1, total.degrees), effect: total.effect / total.rows };
}

function meanBin(counts: Int32Array, rows: number): number {
  let sum = 0;
  counts.forEach((count, bin) => (sum += count * bin));
  return sum / rows;
}
