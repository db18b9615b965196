import { estimateMeasure } from './estimateMeasure';
import type { ExpectedClass } from './expectedCounts';

/**
 * Area under the expected ROC curve: by falling score, the calibrated probability of each prediction adds to the true
 * positives and its complement to the false ones; equal scores are one step. The mean over the classes where there are
 * more than two. NannyML 0.13.1 rounds the counts to five digits, which moves its value by less than 1e-7.
 */
export const estimatedRocAuc = estimateMeasure(({ classes }, { weights }) => {
  let total = 0;
  for (const one of classes) {
    const area = expectedArea(one, weights);
    if (area === null) return { reason: 'only one class is expected' };
    total += area;
  }
  return total / classes.length;
});

function expectedArea({ scores, probabilities }: ExpectedClass, weights: Float64Array): number | null {
  const order = Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[b]! - scores[a]!);
  let positives = 0;
  let negatives = 0;
  let area = 0;
  for (let start = 0; start < order.length;) {
    const score = scores[order[start]!]!;
    let stepPositives = 0;
    let stepNegatives = 0;
    let end = start;
    for (; end < order.length && scores[order[end]!] === score; end++) {
      const row = order[end]!;
      stepPositives += weights[row]! * probabilities[row]!;
      stepNegatives += weights[row]! * (1 - probabilities[row]!);
    }
    area += stepNegatives * (positives + stepPositives / 2);
    positives += stepPositives;
    negatives += stepNegatives;
    start = end;
  }
  return positives > 0 && negatives > 0 ? area / (positives * negatives) : null;
}
