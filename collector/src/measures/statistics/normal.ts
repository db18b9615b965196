import cdf from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';

/** Probability that a standard normal variable is at most `z`. */
export const normalProbability = (z: number): number => cdf(z, 0, 1);

/** The value below which a standard normal variable falls with a probability: 0.975 gives 1.9599639845400538. */
export const normalQuantile = (probability: number): number => quantile(probability, 0, 1);

/** Half-width of a two-sided interval in standard errors: 0.95 gives 1.96. */
export const criticalValue = (confidence: number): number => normalQuantile((1 + confidence) / 2);

/** Confidence of every interval that a measure gives. */
export const CONFIDENCE = 0.95;
