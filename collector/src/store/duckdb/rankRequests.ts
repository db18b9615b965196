import { type Grouped, noRankings, type RankingMeasure, type RankingSums } from '../../contract';
import type { LabelledRequest } from '../requests';
import { readCells } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { labelIs, labelsAsOf, placeColumn } from './labels';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';

const MEASURES = ['ndcg', 'reciprocalRank', 'precision', 'hit'] as const satisfies RankingMeasure[];

/**
 * How well the scored predictions of each request are ordered, summed over requests. A request counts when every one of
 * its scored predictions is labelled; equal scores are taken in order of their ids.
 */
export async function rankRequests(
  engine: Engine,
  request: LabelledRequest & { k: number; positiveClass: string | null },
  signal?: AbortSignal,
): Promise<Grouped<RankingSums>[]> {
  const { selection, asOf, positiveClass } = request;
  const k = Math.floor(request.k);
  const keys = keysOf(engine, request);
  const columns = [
    ...keys.columns,
    placeColumn(engine, selection.model),
    plain('id'),
    plain('request'),
    plain('score'),
    plain('1 / sample_rate', 'weight'),
  ];
  const ofRequest = [...keys.names, 'request'];
  // A label of a classifier is relevant or not; the label of a regression is how relevant it is, and below 0 it is not.
  const relevance =
    positiveClass === null
      ? 'greatest(value, 0)'
      : `CASE WHEN ${labelIs(engine, positiveClass)} THEN 1.0 ELSE 0.0 END`;
  const labels = labelsAsOf(engine, selection, ANSWERED, asOf, 'value');
  const scored = `SELECT ${prefix(ofRequest)} weight, id, score,
      CASE WHEN truth.place IS NOT NULL THEN ${relevance} END AS relevance
    FROM ${sourceOf(engine, selection, columns, `${ANSWERED} AND request IS NOT NULL AND score IS NOT NULL`)} AS served
      LEFT JOIN (${labels}) AS truth ON served.place = truth.place`;
  const ranked = `SELECT *,
      row_number() OVER (PARTITION BY ${ofRequest.join(', ')} ORDER BY score DESC, id) AS place_by_score,
      row_number() OVER (PARTITION BY ${ofRequest.join(', ')} ORDER BY relevance DESC) AS place_by_relevance
    FROM (${scored})`;
  const discounted = (place: string) =>
    `coalesce(sum(relevance / log2(${place} + 1)) FILTER (${place} <= ${k}), 0)`;
  const byRequest = `SELECT ${prefix(ofRequest)} avg(weight) AS weight, count(*) AS items,
      count(relevance) = count(*) AS complete,
      CASE WHEN ${discounted('place_by_relevance')} > 0
        THEN ${discounted('place_by_score')} / ${discounted('place_by_relevance')} ELSE 0 END AS ndcg,
      coalesce(1 / min(place_by_score) FILTER (relevance > 0), 0) AS reciprocalRank,
      count(*) FILTER (relevance > 0 AND place_by_score <= ${k}) / ${k}::DOUBLE AS precision,
      (count(*) FILTER (relevance > 0 AND place_by_score <= ${k}) > 0)::DOUBLE AS hit
    FROM (${ranked}) ${groupBy(ofRequest)}`;
  const whereComplete = (expression: string) => `coalesce(sum(${expression}) FILTER (complete), 0)::DOUBLE`;
  const sums = MEASURES.flatMap((name) => [
    whereComplete(`weight * ${name}`),
    whereComplete(`weight * ${name} * ${name}`),
  ]);
  const sql = `SELECT ${prefix(keys.names)} count(*)::DOUBLE, coalesce(sum(weight), 0)::DOUBLE,
      count(*) FILTER (complete)::DOUBLE, ${whereComplete('weight')}, ${whereComplete('items')}, ${sums.join(', ')}
    FROM (${byRequest}) ${groupBy(keys.names)}`;
  const groups = new Groups(keys, noRankings);
  for (const row of await engine.database.read((connection) => readCells(connection, sql), signal)) {
    const [all, served, requests, weight, rows, ...values] = row.slice(keys.names.length).map(Number);
    const group = groups.at(row);
    Object.assign(group, { all, served, requests, weight, rows });
    MEASURES.forEach((name, index) => {
      group[name] = { sum: values[2 * index]!, squares: values[2 * index + 1]! };
    });
  }
  return groups.list();
}
