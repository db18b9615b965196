import type { ModelEntry } from '../../contract';
import type { ModelLayout } from './modelLayout';
import { rawText } from './rawText';
import { emptyRecord } from './takeFeatures';

export interface TakenPrediction {
  class: string | null;
  score: number | null;
  scores?: Record<string, number>;
}

type Keep = (field: string, value: unknown, message: string) => void;

/**
 * What the model answered, by its task. Binary: the score of the positive class; a bare number is that score, and the
 * class follows from the threshold. Multiclass: the class, its score and all scores. Regression: the number.
 */
export function takePrediction(
  prediction: unknown,
  entry: ModelEntry,
  layout: ModelLayout,
  keepInvalid: Keep,
): TakenPrediction {
  const nothing: TakenPrediction = { class: null, score: null };
  if (prediction === undefined || prediction === null) return nothing;
  const { task } = entry.spec;
  if (typeof prediction === 'number') {
    if (task === 'regression' && Number.isFinite(prediction)) return { class: null, score: prediction };
    if (task === 'binary' && isShare(prediction)) {
      const isPositive = prediction >= layout.threshold;
      return { class: isPositive ? layout.positiveClass : layout.negativeClass, score: prediction };
    }
    const wanted = {
      regression: 'a finite number',
      binary: 'a score between 0 and 1, or a class with scores',
      multiclass: 'a class with scores',
    }[task];
    keepInvalid('prediction', prediction, `A ${task} model answers with ${wanted}.`);
    return nothing;
  }
  const answer = prediction as Record<string, unknown>;
  if (typeof prediction !== 'object' || task === 'regression' || !isClass(answer.class)) {
    const wanted = task === 'regression' ? 'a number' : 'an object with a class';
    keepInvalid('prediction', prediction, `A ${task} model answers with ${wanted}.`);
    return nothing;
  }
  const named = String(answer.class);
  const scores = takeScores(answer.scores, keepInvalid);
  if (!scores) return { class: named, score: null };
  if (task === 'binary') return { class: named, score: scores[layout.positiveClass] ?? null };
  return { class: named, score: scores[named] ?? null, scores };
}

function takeScores(scores: unknown, keepInvalid: Keep): Record<string, number> | null {
  if (scores === undefined || scores === null) return null;
  if (typeof scores !== 'object' || Array.isArray(scores)) {
    keepInvalid(
      'prediction.scores',
      scores,
      'Scores are an object: a number between 0 and 1 for each class.',
    );
    return null;
  }
  const taken = emptyRecord<number>();
  const names = Object.keys(scores);
  if (names.length > 2) names.sort();
  for (const name of names) {
    const score = (scores as Record<string, unknown>)[name];
    if (typeof score === 'number' && isShare(score)) taken[name] = score;
    else if (score !== null) {
      keepInvalid(`prediction.scores.${name}`, score, `${rawText(score, 60)} is no score between 0 and 1.`);
    }
  }
  return taken;
}

/** A rounding error of 32-bit scores is let pass. */
const isShare = (value: number): boolean => value >= -1e-6 && value <= 1 + 1e-6;
const isClass = (value: unknown): boolean =>
  (typeof value === 'string' && value.length <= 200) ||
  typeof value === 'number' ||
  typeof value === 'boolean';
