/** Columns of small whole numbers, in whose order a split may fall. */
export interface BinnedRows {
  rows: number;
  columns: Uint8Array[];
  /** 1 or 0. */
  targets: Uint8Array;
}

export interface Boosting {
  trees: number;
  depth: number;
  learningRate: number;
  /** Added to the curvature of a leaf. */
  l2: number;
  leastRowsOfLeaf: number;
}

const BINS = 256;
/** Curvature below which a leaf is not split. */
const LEAST_CURVATURE = 1e-3;

/**
 * Gradient boosting of regression trees on the logistic loss over binned columns: each tree is grown to its depth by the
 * splits that lower the second-order expansion of the loss the most, G²/(H + λ), and its leaves take a Newton step. What
 * scikit-learn 1.9's HistGradientBoostingClassifier does without early stopping; Friedman (2001), Chen and Guestrin (2016).
 *
 * @returns log odds of some rows; a leaf is a range of the row numbers, which are moved about in place
 */
export function fitBoosting(train: BinnedRows, options: Boosting): (other: BinnedRows) => Float64Array {
  const { rows, targets } = train;
  const positives = targets.reduce((sum, target) => sum + target, 0);
  const prior = Math.log(positives / (rows - positives));
  const odds = new Float64Array(rows).fill(prior);
  const trees: Node[] = [];
  const gradients = new Float64Array(rows);
  const curvatures = new Float64Array(rows);
  for (let tree = 0; tree < options.trees; tree++) {
    for (let row = 0; row < rows; row++) {
      const probability = 1 / (1 + Math.exp(-odds[row]!));
      gradients[row] = probability - targets[row]!;
      curvatures[row] = probability * (1 - probability);
    }
    const order = Uint32Array.from({ length: rows }, (_, row) => row);
    const grown = growNode({ train, gradients, curvatures, options, odds }, order, 0);
    trees.push(grown);
  }
  return (other) => {
    const values = new Float64Array(other.rows).fill(prior);
    for (const tree of trees) {
      for (let row = 0; row < other.rows; row++) values[row]! += valueAt(tree, other.columns, row);
    }
    return values;
  };
}

type Node = { value: number } | { column: number; bin: number; left: Node; right: Node };

interface Growing {
  train: BinnedRows;
  gradients: Float64Array;
  curvatures: Float64Array;
  options: Boosting;
  /** Of every row; a leaf adds its value. */
  odds: Float64Array;
}

function growNode(growing: Growing, rows: Uint32Array, depth: number): Node {
  const { gradients, curvatures, options, odds, train } = growing;
  let gradient = 0;
  let curvature = 0;
  for (const row of rows) {
    gradient += gradients[row]!;
    curvature += curvatures[row]!;
  }
  const isSplit =
    depth < options.depth && rows.length >= 2 * options.leastRowsOfLeaf && curvature >= LEAST_CURVATURE;
  const split = isSplit ? findSplit(growing, rows, gradient, curvature) : null;
  if (!split) {
    const value = (-options.learningRate * gradient) / (curvature + options.l2);
    for (const row of rows) odds[row]! += value;
    return { value };
  }
  const bins = train.columns[split.column]!;
  const left = rows.filter((row) => bins[row]! <= split.bin);
  const right = rows.filter((row) => bins[row]! > split.bin);
  return {
    ...split,
    left: growNode(growing, left, depth + 1),
    right: growNode(growing, right, depth + 1),
  };
}

/** The split of the greatest gain; null where none gains. Of equal ones the first. */
function findSplit(
  { train, gradients, curvatures, options }: Growing,
  rows: Uint32Array,
  gradient: number,
  curvature: number,
): { column: number; bin: number } | null {
  const { l2, leastRowsOfLeaf } = options;
  const gainOf = (g: number, h: number): number => g ** 2 / (h + l2);
  const whole = gainOf(gradient, curvature);
  const sums = { g: new Float64Array(BINS), h: new Float64Array(BINS), n: new Uint32Array(BINS) };
  let best: { column: number; bin: number; gain: number } | null = null;
  train.columns.forEach((bins, column) => {
    sums.g.fill(0);
    sums.h.fill(0);
    sums.n.fill(0);
    for (const row of rows) {
      const bin = bins[row]!;
      sums.g[bin]! += gradients[row]!;
      sums.h[bin]! += curvatures[row]!;
      sums.n[bin]! += 1;
    }
    let [g, h, n] = [0, 0, 0];
    for (let bin = 0; bin < BINS - 1 && n < rows.length; bin++) {
      if (sums.n[bin] === 0) continue;
      g += sums.g[bin]!;
      h += sums.h[bin]!;
      n += sums.n[bin]!;
      if (n < leastRowsOfLeaf || h < LEAST_CURVATURE) continue;
      if (rows.length - n < leastRowsOfLeaf || curvature - h < LEAST_CURVATURE) break;
      const gain = gainOf(g, h) + gainOf(gradient - g, curvature - h) - whole;
      if (gain > (best?.gain ?? 0)) best = { column, bin, gain };
    }
  });
  return best && { column: (best as { column: number }).column, bin: (best as { bin: number }).bin };
}

function valueAt(tree: Node, columns: Uint8Array[], row: number): number {
  let node = tree;
  while (!('value' in node)) node = columns[node.column]![row]! <= node.bin ? node.left : node.right;
  return node.value;
}
