import type { MeasureInputs, MeasureResult, Parameters, Wanted } from '../measure';
import { EVERYTHING } from '../measure';
import { bootstrapCounts } from '../statistics';
import { standing } from './confusion';

type Confusion = MeasureInputs['confusion'];

/** Cells of a confusion beyond which resampling takes longer than anybody waits: ten classes. */
const MOST_CELLS = 100;

/** Gives a measure of a confusion that has no interval of its own the one of a seeded BCa bootstrap of its cells. */
export const withBootstrap =
  (measure: (confusion: Confusion, params: Parameters) => MeasureResult) =>
  (confusion: Confusion, params: Parameters = {}, wanted: Wanted = EVERYTHING): MeasureResult => {
    const result = measure(confusion, params);
    const size = confusion.classes.length;
    if (!wanted.bootstrap || result.value === null || result.interval || size * size > MOST_CELLS)
      return result;
    const { rowsPerWeight } = standing(confusion);
    const interval = bootstrapCounts({
      counts: confusion.counts.flat().map((count) => count * rowsPerWeight),
      statistic: (cells) => measure(withCells(confusion, cells), params).value,
    });
    return interval ? { ...result, interval } : result;
  };

function withCells(confusion: Confusion, cells: Float64Array): Confusion {
  const size = confusion.classes.length;
  const counts = confusion.classes.map((_, row) => Array.from(cells.subarray(row * size, (row + 1) * size)));
  return { ...confusion, counts, rows: cells.reduce((sum, count) => sum + count, 0) };
}
