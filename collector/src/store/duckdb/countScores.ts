import type { Grouped, ScoreCounts } from '../../contract';
import type { ScoreRequest } from '../requests';
import { countBinnedScores } from './countBinnedScores';
import type { Engine } from './engine';
import { Groups } from './groups';
import { keysOf } from './source';
import { type ScoredRows, streamScores } from './streamScores';

interface Tally {
  scores: number[];
  positives: number[];
  negatives: number[];
  rows: number;
  servedRows: number;
  served: number;
}

/**
 * Labelled, scored predictions by distinct score, ascending; served ones without either are counted beside them. In
 * bins where that is allowed and aggregates tell them.
 */
export async function countScores(
  engine: Engine,
  request: ScoreRequest,
  signal?: AbortSignal,
): Promise<Grouped<ScoreCounts>[]> {
  const binned = request.bounded ? await countBinnedScores(engine, request, signal) : null;
  if (binned !== null) return binned;
  const keys = keysOf(engine, request);
  const groups = new Groups(keys, (): Tally => ({
    scores: [],
    positives: [],
    negatives: [],
    rows: 0,
    servedRows: 0,
    served: 0,
  }));
  for await (const { row, ...scored } of streamScores(engine, request, keys, signal)) {
    addScore(groups.at(row), scored);
  }
  return groups.list().map(({ value, ...group }) => ({
    ...group,
    value: {
      ...value,
      scores: Float64Array.from(value.scores),
      positives: Float64Array.from(value.positives),
      negatives: Float64Array.from(value.negatives),
    },
  }));
}

function addScore(tally: Tally, { score, isPositive, weight, rows }: ScoredRows): void {
  tally.served += weight;
  tally.servedRows += rows;
  if (score === null) return;
  tally.rows += rows;
  const last = tally.scores.length - 1;
  if (last === -1 || tally.scores[last] !== score) {
    tally.scores.push(score);
    tally.positives.push(0);
    tally.negatives.push(0);
  }
  const side = isPositive ? tally.positives : tally.negatives;
  side[side.length - 1]! += weight;
}
