import type { Column } from '../../store';
import { chanceDistance, kolmogorovDistance, sortedOf } from './compareSamples';
import { countLevels, type LevelCounts } from './recogniseCategories';

/** Values that are compared. */
const MOST_VALUES = 4000;
/** What is left of the distance when the two are exchanged. */
const LEFT_OVER = 0.35;

export interface SwapSide {
  feature: string;
  column: Column;
}

/** Rows before and after a change. */
export interface Sides {
  before: readonly number[];
  after: readonly number[];
}

/**
 * The feature whose old values stand where those of this one should: each of the two is then unlike itself and like
 * the other.
 */
export function recogniseSwap(one: SwapSide, others: readonly SwapSide[], sides: Sides): string | null {
  let best: { feature: string; left: number } | null = null;
  for (const other of others) {
    if (other.column.type !== one.column.type) continue;
    const [before, after] = [thin(sides.before), thin(sides.after)];
    const untouched = Math.min(
      distance(one.column, after, one.column, before),
      distance(other.column, after, other.column, before),
    );
    const exchanged = Math.max(
      distance(one.column, after, other.column, before),
      distance(other.column, after, one.column, before),
    );
    const limit = Math.max(chanceDistance(after.length, before.length), LEFT_OVER * untouched);
    if (exchanged > limit || exchanged > untouched / 2) continue;
    if (!best || exchanged < best.left) best = { feature: other.feature, left: exchanged };
  }
  return best?.feature ?? null;
}

function thin(rows: readonly number[]): number[] {
  const step = Math.max(1, Math.ceil(rows.length / MOST_VALUES));
  return rows.filter((_, index) => index % step === 0);
}

function distance(first: Column, firstRows: number[], second: Column, secondRows: number[]): number {
  if (first.type === 'number' && second.type === 'number') {
    return kolmogorovDistance(numbersOf(first, firstRows), numbersOf(second, secondRows));
  }
  return variation(countLevels(levelsOf(first, firstRows)), countLevels(levelsOf(second, secondRows)));
}

const numbersOf = ({ values }: Column & { type: 'number' }, rows: number[]): Float64Array =>
  sortedOf(rows.map((row) => values[row]!).filter((value) => !Number.isNaN(value)));

export function* levelsOf(column: Column, rows: readonly number[]): Generator<string> {
  if (column.type === 'number') return;
  for (const row of rows) {
    const code = column.codes[row]!;
    if (code !== -1) yield column.dictionary[code]!;
  }
}

function variation(first: LevelCounts, second: LevelCounts): number {
  let sum = 0;
  for (const level of new Set([...first.counts.keys(), ...second.counts.keys()])) {
    sum += Math.abs(
      (first.counts.get(level) ?? 0) / Math.max(1, first.rows) -
        (second.counts.get(level) ?? 0) / Math.max(1, second.rows),
    );
  }
  return sum / 2;
}
