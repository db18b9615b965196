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
  if (task === 'binary') return { class: named, score: positiveScore(answer.scores, layout, keepInvalid) };
  const scores = takeScores(answer.scores, keepInvalid);
  return scores ? { class: named, score: scores[named] ?? null, scores } : { class: named, score: null };
}

/** Of a binary model only the score of the positive class is kept; the others are looked at all the same. */
function positiveScore(scores: unknown, { positiveClass }: ModelLayout, keepInvalid: Keep): number | null {
  if (!areScores(scores, keepInvalid)) return null;
  let positive: number | null = null;
  for (const name in scores) {
    const score = scoreOf(scores, name, keepInvalid);
    if (name === positiveClass) positive = score;
  }
  return positive;
}

function takeScores(scores: unknown, keepInvalid: Keep): Record<string, number> | null {
  if (!areScores(scores, keepInvalid)) return null;
  const taken = emptyRecord<number>();
  for (const name of Object.keys(scores).sort()) {
    const score = scoreOf(scores, name, keepInvalid);
    if (score !== null) taken[name] = score;
  }
  return taken;
}

function areScores(scores: unknown, keepInvalid: Keep): scores is Record<string, unknown> {
  if (scores === undefined || scores === null) return false;
  if (typeof scores === 'object' && !Array.isArray(scores)) return true;
  keepInvalid('prediction.scores', scores, 'Scores are an object: a number between 0 and 1 for each class.');
  return false;
}

function scoreOf(scores: Record<string, unknown>, name: string, keepInvalid: Keep): number | null {
  const score = scores[name];
  if (typeof score === 'number' && isShare(score)) return score;
  if (score !== null && score !== undefined) {
    keepInvalid(`prediction.scores.${name}`, score, `${rawText(score, 60)} is no score between 0 and 1.`);
  }
  return null;
}

/** A rounding error of 32-bit scores is let pass. */
const isShare = (value: number): boolean => value >= -1e-6 && value <= 1 + 1e-6;
const isClass = (value: unknown): boolean =>
  (typeof value === 'string' && value.length <= 200) ||
  typeof value === 'number' ||
  typeof value === 'boolean';
