import type { MeasureInputs, MeasureResult } from '../measure';
import { rowsPerWeight } from '../results';
import { chiSquare, gTest as gStatistic, type LevelCounts, type TwoSampleResult } from '../twoSample';
import { weightOf } from './shares';
import { testResult } from './testResult';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * A test of level counts as a measure, over present values: a rising share of missing ones has a measure of its own.
 * Weights of sampled requests are brought back to the number of logged rows, as p-values need it.
 */
function levelMeasure(test: (counts: LevelCounts) => TwoSampleResult) {
  return (input: MeasureInputs['bins']): MeasureResult => {
    const { baseline, current, rows, weight } = levelsOf(input);
    const perWeight = rowsPerWeight(rows, weight);
    const logged = current.map((count) => count * perWeight);
    return testResult(test({ baseline, current: logged }), { rows, evidenceRows: sum(logged), weight });
  };
}

/** Counts by level; with the baseline's levels every other one is one more. */
function levelsOf(input: MeasureInputs['bins']): LevelCounts & { rows: number; weight: number } {
  if ('joined' in input) return { ...input.joined, weight: sum(input.joined.current) };
  const { profile, current } = input;
  return {
    baseline: [...profile.counts, 0],
    current: [...current.counts, current.unseen],
    rows: current.rows,
    weight: weightOf(current),
  };
}

export const chiSquareTest = levelMeasure(chiSquare);
export const gTest = levelMeasure(gStatistic);
