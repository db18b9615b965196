import type { BinCounts } from '../../contract';
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
    const { baseline, current, isWindow, rows, weight } = levelsOf(input);
    const perWeight = rowsPerWeight(rows, weight);
    const logged = current.map((count) => count * perWeight);
    const evidenceRows = isWindow ? Math.min(sum(baseline), sum(logged)) : sum(logged);
    return testResult(test({ baseline, current: logged }), { rows, evidenceRows, weight });
  };
}

/** Counts by level; with the baseline's levels every other one is one more. Those of earlier windows as logged rows. */
function levelsOf(
  input: MeasureInputs['bins'],
): LevelCounts & { isWindow: boolean; rows: number; weight: number } {
  if ('joined' in input) return { ...input.joined, isWindow: false, weight: sum(input.joined.current) };
  const { profile, current, earlier } = input;
  const levels = ({ counts, unseen }: BinCounts) => [...counts, unseen];
  const perWeight = earlier ? rowsPerWeight(earlier.rows, weightOf(earlier)) : 1;
  return {
    baseline: earlier ? levels(earlier).map((count) => count * perWeight) : [...profile.counts, 0],
    current: levels(current),
    isWindow: earlier !== undefined,
    rows: current.rows,
    weight: weightOf(current),
  };
}

export const chiSquareTest = levelMeasure(chiSquare);
export const gTest = levelMeasure(gStatistic);
