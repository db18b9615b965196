import type { FeatureSample } from '../../featureSample';
import { learnTreeEncoding } from './encodeForTrees';
import { boostTrees, predictBoosted, type TreeBoosting } from './regressionTrees';

/** What an error costs. */
export type Loss = 'absolute' | 'squared';

/** How large the error of a row is to be expected, learned from a baseline whose errors are known. */
export interface LearnedLoss {
  /** Of each row, never negative. */
  lossesOf: (sample: FeatureSample) => Float64Array;
  /** Standard deviation of the losses of the baseline. */
  deviation: number;
  /** Labelled rows of the baseline that it was learned from. */
  rows: number;
}

/** Interactions of three features; leaves of twenty rows are means that chance moves little. */
export const LOSS_BOOSTING: TreeBoosting = { trees: 100, depth: 3, learningRate: 0.1, leastRowsOfLeaf: 20 };

const LOSSES: Record<Loss, (error: number) => number> = {
  absolute: (error) => Math.abs(error),
  squared: (error) => error ** 2,
};

/**
 * Direct loss estimation: trees learn the loss of each row of the baseline from its features and its prediction. NannyML
 * 0.13.1's DLE, whose estimator is LightGBM; this one is scikit-learn's GradientBoostingRegressor (`boostTrees`).
 * Yields now and then, so that others can pass.
 */
export function* learnLoss(
  { sample, errors }: { sample: FeatureSample; errors: Float64Array },
  loss: Loss,
  options: TreeBoosting = LOSS_BOOSTING,
): Generator<void, LearnedLoss> {
  const encode = learnTreeEncoding(sample);
  const losses = errors.map(LOSSES[loss]);
  const trees = yield* boostTrees(encode(sample), losses, options);
  const mean = losses.reduce((sum, one) => sum + one, 0) / losses.length;
  const squares = losses.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return {
    lossesOf: (other) => predictBoosted(trees, encode(other)).map((one) => Math.max(0, one)),
    deviation: Math.sqrt(squares / Math.max(1, losses.length - 1)),
    rows: losses.length,
  };
}
