import { badRequest, type ModelSpec } from '../../contract';
import type { BaselineSample } from '../../store';
import { classesOf } from '../classes';

/** Score from which a model of two classes answers the positive one, unless it names another. */
const THRESHOLD = 0.5;

/**
 * The class that the scores of each row of a baseline give, as its place among the classes: above the threshold of two,
 * the highest of more; -1 where there is no score. @throws ModelWatchError where the baseline has no scores at all
 */
export function predictedClasses(spec: ModelSpec, { rows, scores, classScores }: BaselineSample): Int32Array {
  const { positive } = classesOf(spec);
  if (positive !== undefined) {
    if (scores.every(Number.isNaN)) throw withoutScores('`score`');
    const threshold = spec.threshold ?? THRESHOLD;
    return Int32Array.from(scores, (score) =>
      Number.isNaN(score) ? -1 : score >= threshold ? positive : 1 - positive,
    );
  }
  if (classScores.length === 0) throw withoutScores('`score_CLASS` of every class');
  return Int32Array.from({ length: rows }, (_, row) => {
    let best = -1;
    classScores.forEach((column, index) => {
      if (column[row]! > (best === -1 ? -Infinity : classScores[best]![row]!)) best = index;
    });
    return best;
  });
}

const withoutScores = (columns: string) =>
  badRequest(
    'baseline-without-score',
    `The baseline has no column ${columns}, so that what the model answered for its rows is not known: register it with one.`,
  );
