import { SCORE_TENTHS, type ScoreCounts } from '../../contract';
import type { MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { standing } from './scores';

/**
 * Expected calibration error, between 0 and 1: how far scores are from the frequencies that they claim, averaged over
 * bins of equal width by their share of the rows. A score of 1 falls into the last bin.
 *
 * Source: Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (2015).
 */
export function calibrationError(counts: ScoreCounts, params: Parameters): MeasureResult {
  const { counted } = standing(counts);
  if (!(counted.weight > 0)) return undefinedResult('no labelled predictions', counted);
  const bins = Number(params.bins);
  if (counts.sums && bins === SCORE_TENTHS) {
    const { scores, positives } = counts.sums;
    const gap = scores.reduce((total, sum, tenth) => total + Math.abs(sum - positives[tenth]!), 0);
    return { value: gap / counted.weight, ...counted };
  }
  const scoreSums = new Float64Array(bins);
  const positives = new Float64Array(bins);
  counts.scores.forEach((score, k) => {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(score * bins)));
    scoreSums[bin]! += score * (counts.positives[k]! + counts.negatives[k]!);
    positives[bin]! += counts.positives[k]!;
  });
  // share · |mean score − mean label| is |score sum − positives| / all: the size of the bin cancels.
  const gap = scoreSums.reduce((total, scoreSum, bin) => total + Math.abs(scoreSum - positives[bin]!), 0);
  return { value: gap / counted.weight, ...counted };
}
