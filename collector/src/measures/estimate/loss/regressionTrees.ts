/** Rows in columns; every value is a number, and none is NaN. */
export interface NumericRows {
  rows: number;
  columns: readonly Float64Array[];
}

export interface TreeBoosting {
  trees: number;
  depth: number;
  learningRate: number;
  leastRowsOfLeaf: number;
}

/** A tree as a heap: the nodes below node `i` are `2i + 1` (at most the threshold) and `2i + 2`. */
interface Tree {
  /** Of the column that splits a node; -1 of a leaf. */
  columns: Int16Array;
  thresholds: Float64Array;
  values: Float64Array;
}

export interface BoostedTrees {
  /** The mean of the targets, which the trees add to. */
  start: number;
  learningRate: number;
  trees: Tree[];
}

/** Spread below which a node is pure, as scikit-learn has it. */
const PURE = Number.EPSILON;

/**
 * Gradient boosting of regression trees on the squared error: each tree is grown to its depth by the splits that lower
 * the squared error of what is still unexplained the most, tried between all adjacent values of every column, and its
 * leaves hold the mean. What scikit-learn 1.9.1's GradientBoostingRegressor does without subsampling; Friedman (2001).
 * Of equally good splits the first column's lowest is taken, where scikit-learn takes one by chance.
 *
 * Yields after every tree, so that whoever grows a forest while others wait can let them pass.
 */
export function* boostTrees(
  { rows, columns }: NumericRows,
  targets: Float64Array,
  options: TreeBoosting,
): Generator<void, BoostedTrees> {
  const orders = columns.map((values) =>
    Uint32Array.from({ length: rows }, (_, row) => row).sort((a, b) => compare(values[a]!, values[b]!)),
  );
  const start = targets.reduce((sum, target) => sum + target, 0) / rows;
  const residuals = targets.map((target) => target - start);
  const trees: Tree[] = [];
  for (let tree = 0; tree < options.trees; tree++) {
    const { grown, nodes } = growTree({ columns, orders, residuals, options });
    for (let row = 0; row < rows; row++) {
      residuals[row]! -= options.learningRate * grown.values[nodes[row]!]!;
    }
    trees.push(grown);
    yield;
  }
  return { start, learningRate: options.learningRate, trees };
}

export function predictBoosted({ start, learningRate, trees }: BoostedTrees, of: NumericRows): Float64Array {
  const predicted = new Float64Array(of.rows).fill(start);
  for (const { columns, thresholds, values } of trees) {
    for (let row = 0; row < of.rows; row++) {
      let node = 0;
      while (columns[node]! >= 0) {
        node = 2 * node + (of.columns[columns[node]!]![row]! <= thresholds[node]! ? 1 : 2);
      }
      predicted[row]! += learningRate * values[node]!;
    }
  }
  return predicted;
}

/** Infinities, which stand for what is missing, come out equal. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

interface Growing {
  columns: readonly Float64Array[];
  /** Row numbers of each column by rising value. */
  orders: readonly Uint32Array[];
  residuals: Float64Array;
  options: TreeBoosting;
}

/** Level by level: one pass over each column finds the best split of every node of a level. */
function growTree({ columns, orders, residuals, options }: Growing): { grown: Tree; nodes: Uint32Array } {
  const size = 2 ** (options.depth + 1) - 1;
  const grown: Tree = {
    columns: new Int16Array(size).fill(-1),
    thresholds: new Float64Array(size),
    values: new Float64Array(size),
  };
  const nodes = new Uint32Array(residuals.length);
  for (let depth = 0; depth <= options.depth; depth++) {
    const first = 2 ** depth - 1;
    const all = sumNodes(nodes, residuals, first);
    all.counts.forEach((count, at) => (grown.values[first + at] = count > 0 ? all.sums[at]! / count : 0));
    if (depth === options.depth) break;
    const best = findSplits({ columns, orders, residuals, options }, nodes, first, all);
    best.forEach(({ column, threshold }, at) => {
      grown.columns[first + at] = column;
      grown.thresholds[first + at] = threshold;
    });
    for (let row = 0; row < nodes.length; row++) {
      const node = nodes[row]!;
      const column = grown.columns[node]!;
      if (node < first || column < 0) continue;
      nodes[row] = 2 * node + (columns[column]![row]! <= grown.thresholds[node]! ? 1 : 2);
    }
  }
  return { grown, nodes };
}

interface NodeSums {
  counts: Float64Array;
  sums: Float64Array;
  squares: Float64Array;
}

function sumNodes(nodes: Uint32Array, residuals: Float64Array, first: number): NodeSums {
  const [counts, sums, squares] = [0, 0, 0].map(() => new Float64Array(first + 1)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let row = 0; row < nodes.length; row++) {
    const at = nodes[row]! - first;
    if (at < 0) continue;
    counts[at]! += 1;
    sums[at]! += residuals[row]!;
    squares[at]! += residuals[row]! ** 2;
  }
  return { counts, sums, squares };
}

/** Of each node of a level; a column of -1 where none may be split. */
function findSplits(
  { columns, orders, residuals, options }: Growing,
  nodes: Uint32Array,
  first: number,
  { counts, sums, squares }: NodeSums,
): { column: number; threshold: number }[] {
  const least = options.leastRowsOfLeaf;
  const best = Array.from(counts, () => ({ column: -1, threshold: 0, gain: -Infinity }));
  const mayBeSplit = Array.from(
    counts,
    (count, at) => count >= 2 * least && squares[at]! / count - (sums[at]! / count) ** 2 > PURE,
  );
  const left = { counts: new Float64Array(counts.length), sums: new Float64Array(counts.length) };
  const last = new Float64Array(counts.length);
  columns.forEach((values, column) => {
    left.counts.fill(0);
    left.sums.fill(0);
    for (const row of orders[column]!) {
      const at = nodes[row]! - first;
      if (at < 0 || !mayBeSplit[at]) continue;
      const value = values[row]!;
      const count = left.counts[at]!;
      const rest = counts[at]! - count;
      if (count >= least && rest >= least && value > last[at]!) {
        const difference = left.sums[at]! / count - (sums[at]! - left.sums[at]!) / rest;
        const gain = count * rest * difference ** 2;
        if (gain > best[at]!.gain) best[at] = { column, threshold: between(last[at]!, value), gain };
      }
      left.counts[at] = count + 1;
      left.sums[at]! += residuals[row]!;
      last[at] = value;
    }
  });
  return best;
}

/** Halfway, where that is below the greater one in floating point. */
function between(lower: number, upper: number): number {
  const middle = lower / 2 + upper / 2;
  return middle < upper ? middle : lower;
}
