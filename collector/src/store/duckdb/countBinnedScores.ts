import type { Grouped, ScoreCounts } from '../../contract';
import type { ScoreRequest } from '../requests';
import { readStoredLabels } from './aggregates';
import { BinnedScores } from './binnedScores';
import type { Engine } from './engine';
import { Groups } from './groups';
import { labelDictionary } from './labels';
import { keysOf } from './source';
import { streamScores } from './streamScores';

/** Tally of a group: the answered predictions, and the labelled, scored ones among them. */
interface Tally {
  scored: BinnedScores;
  served: number;
  servedRows: number;
}

/**
 * Scores in bins, of whole counted hours from aggregates and of the rest of the range from rows. Null where aggregates
 * do not tell: by segments, of predictions without a class, of scores that are no shares, and where nothing is counted.
 */
export async function countBinnedScores(
  engine: Engine,
  request: ScoreRequest,
  signal?: AbortSignal,
): Promise<Grouped<ScoreCounts>[] | null> {
  const { stored, scores, raw } = await readStoredLabels(engine, request, signal, true);
  if (scores === undefined) return null;
  const keys = keysOf(engine, request);
  const groups = new Groups(keys, (): Tally => ({ scored: new BinnedScores(), served: 0, servedRows: 0 }));
  for (const { keys: group, counts, weight } of stored) {
    // What has no class is not known by score either.
    if (counts[0]! > 0) return null;
    const rows = counts.reduce((sum, count) => sum + count, 0);
    const tally = groups.at(group);
    tally.served += rows * weight;
    tally.servedRows += rows;
  }
  const positive = labelDictionary(engine).codes.get(request.positiveClass);
  for (const { keys: group, actual, bin, rows, weight } of scores.bins) {
    groups.at(group).scored.addBin(bin, actual === positive, rows, weight);
  }
  for (const { keys: group, actual, tenth, sums, rows, weight } of scores.sums) {
    groups.at(group).scored.addSums(tenth, actual === positive, rows, sums, weight);
  }
  for (const { keys: group, actual, score, rows, weight } of scores.scores) {
    groups.at(group).scored.addScore(score, actual === positive, rows, rows * weight);
  }
  for (const selection of raw) {
    for await (const { row, score, isPositive, weight, rows } of streamScores(
      engine,
      { ...request, selection },
      keys,
      signal,
    )) {
      const tally = groups.at(row);
      tally.served += weight;
      tally.servedRows += rows;
      if (score !== null) tally.scored.addScore(score, isPositive, rows, weight);
    }
  }
  const answer = groups.list();
  if (answer.some(({ value }) => value.scored.hasOutside)) return null;
  return answer.map(({ value: { scored, ...served }, ...group }) => ({
    ...group,
    value: { ...scored.counts(), ...served },
  }));
}
