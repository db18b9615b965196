import type { MeasureInputs, MeasureResult } from '../../measure';
import { undefinedResult } from '../../results';
import { countScoredRows, deLong, logitInterval } from '../../statistics';
import { binTogether } from './binRows';
import { type BinnedRows, type Boosting, fitBoosting } from './boostedTrees';

/** Small trees: interactions of three features, and fast enough to be fitted while a dashboard waits. */
const BOOSTING: Boosting = { trees: 30, depth: 3, learningRate: 0.1, l2: 1, leastRowsOfLeaf: 20 };
const FOLDS = 5;
/** Rows of either sample below which a fold could not be told from another. */
const LEAST_ROWS = 100;

/**
 * Area under the ROC curve of a classifier that is asked which rows are of the baseline and which are of now, each row
 * scored by trees that were fitted without its fold (every fifth row of either sample): 0.5 where nothing tells them
 * apart, 1 where everything does. It sees what no feature shows by itself, a relation between features that has changed.
 */
export function domainClassifierAuc({ baseline, current }: MeasureInputs['domains']): MeasureResult {
  const weight = current.weights.reduce((sum, one) => sum + one, 0);
  const counted = { rows: current.rows, evidenceRows: Math.min(baseline.rows, current.rows), weight };
  if (current.rows < LEAST_ROWS || baseline.rows < LEAST_ROWS) {
    return undefinedResult(`fewer than ${LEAST_ROWS} rows to tell apart`, counted);
  }
  const targets = new Uint8Array(baseline.rows + current.rows).fill(1, baseline.rows);
  const folds = targets.map((_, row) => (row < baseline.rows ? row : row - baseline.rows) % FOLDS);
  const odds = crossValidate(
    { rows: targets.length, columns: binTogether(baseline, current), targets },
    folds,
  );
  const estimate = deLong(countScoredRows(odds, targets))!;
  const interval =
    estimate.variance === null ? null : logitInterval({ area: estimate.area, variance: estimate.variance });
  return { value: estimate.area, ...(interval && { interval }), ...counted };
}

/** Log odds of every row, by trees that have not seen its fold. */
export function crossValidate(all: BinnedRows, folds: Uint8Array, options = BOOSTING): Float64Array {
  const odds = new Float64Array(all.rows);
  for (let fold = 0; fold < FOLDS; fold++) {
    const rows = Uint32Array.from(folds.keys());
    const tested = rows.filter((row) => folds[row] === fold);
    const scored = fitBoosting(
      choose(
        all,
        rows.filter((row) => folds[row] !== fold),
      ),
      options,
    )(choose(all, tested));
    tested.forEach((row, index) => (odds[row] = scored[index]!));
  }
  return odds;
}

const choose = ({ columns, targets }: BinnedRows, rows: Uint32Array): BinnedRows => ({
  rows: rows.length,
  columns: columns.map((column) => Uint8Array.from(rows, (row) => column[row]!)),
  targets: Uint8Array.from(rows, (row) => targets[row]!),
});
