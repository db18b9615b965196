import type { BaselineGroup } from '../../contract';
import type { BaselineGroupRequest } from '../requests';
import { findBaseline } from './baselines';
import type { Engine } from './engine';
import { MISSING } from './filters';
import { prefix, groupBy } from './source';
import { text } from './quote';

/** Rows of a baseline by the values of segments and by score; none where it lacks one of them, or the score. */
export async function baselineGroups(
  { database }: Engine,
  { model, baselineVersion, segments, positiveClass }: BaselineGroupRequest,
): Promise<BaselineGroup[]> {
  const baseline = await findBaseline(database, model, baselineVersion);
  const places = segments.map((name) => (baseline.segments ?? []).indexOf(name));
  if (!baseline.hasScores || places.includes(-1)) return [];
  const columns = places.map((place) => `s${place}`);
  const rows = await database.rows(
    `SELECT ${prefix(columns)} score, count(*) FILTER (label = ${text(positiveClass)})::DOUBLE,
        count(*) FILTER (label <> ${text(positiveClass)})::DOUBLE, count(*) FILTER (label IS NULL)::DOUBLE
      FROM ${baseline.table} WHERE score IS NOT NULL ${groupBy([...columns, 'score'])} ORDER BY score`,
  );
  const groups = new Map<string, Tally>();
  for (const row of rows) {
    const values = row.slice(0, columns.length).map((value) => (value === null ? MISSING : String(value)));
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? emptyOf(segments, values);
    const [score, positives, negatives, unlabelled] = row.slice(columns.length).map(Number);
    group.scores.push(score!);
    group.positives.push(positives!);
    group.negatives.push(negatives!);
    group.unlabelled.push(unlabelled!);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ labels, ...counts }) => ({
    labels,
    scores: Float64Array.from(counts.scores),
    positives: Float64Array.from(counts.positives),
    negatives: Float64Array.from(counts.negatives),
    unlabelled: Float64Array.from(counts.unlabelled),
  }));
}

type Tally = Record<'scores' | 'positives' | 'negatives' | 'unlabelled', number[]> & {
  labels: Record<string, string>;
};

const emptyOf = (segments: string[], values: string[]): Tally => ({
  labels: Object.fromEntries(segments.map((name, index) => [name, values[index]!])),
  scores: [],
  positives: [],
  negatives: [],
  unlabelled: [],
});
