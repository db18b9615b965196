import { badRequest, type ScoreCounts } from '../../contract';
import type { ScoredClasses } from '../requests';
import { type BaselineTable, findBaseline } from './baselines';
import type { Engine } from './engine';
import { text } from './quote';

/** Labelled rows of a baseline by distinct score, ascending: what a score is calibrated with. */
export async function baselineScores(
  { database }: Engine,
  { model, baselineVersion, classes, positive }: ScoredClasses & { model: string; baselineVersion: string },
): Promise<Pick<ScoreCounts, 'scores' | 'positives' | 'negatives'>[]> {
  const baseline = await findBaseline(database, model, baselineVersion);
  if (!baseline.hasLabels) {
    throw badRequest(
      'baseline-without-labels',
      'The baseline has no column `label`: what a score is worth cannot be learned from it.',
    );
  }
  const scored = positive === undefined ? classes : [classes[positive]!];
  return Promise.all(
    scored.map(async (name) => {
      const column = positive === undefined ? classColumn(baseline, name) : scoreColumn(baseline);
      const rows = await database.rows(
        `SELECT ${column} AS score, count_if(label = ${text(name)})::DOUBLE, count(*)::DOUBLE FROM ${baseline.table}
          WHERE ${column} IS NOT NULL AND label IS NOT NULL GROUP BY 1 ORDER BY 1`,
      );
      return {
        scores: Float64Array.from(rows, ([score]) => Number(score)),
        positives: Float64Array.from(rows, ([, positives]) => Number(positives)),
        negatives: Float64Array.from(rows, ([, positives, all]) => Number(all) - Number(positives)),
      };
    }),
  );
}

function scoreColumn({ hasScores }: BaselineTable): string {
  if (hasScores) return 'score';
  throw badRequest(
    'baseline-without-score',
    'The baseline has no column `score`: what a score is worth cannot be learned from it.',
  );
}

function classColumn({ classScores = [] }: BaselineTable, name: string): string {
  const index = classScores.indexOf(name);
  if (index !== -1) return `c${index}`;
  throw badRequest(
    'baseline-without-score',
    `The baseline has no column \`score_${name}\`: register it with the scores of every class.`,
  );
}
