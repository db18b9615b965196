import { type Grouped, noOutcomes, type OutcomeCounts } from '../../contract';
import type { AggregateRequest } from '../requests';
import { readCells } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { placeColumn } from './labels';
import { text, time } from './quote';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';

/**
 * Outcomes of answered predictions whose attribution window has passed; several of one prediction add up. Predictions
 * whose window is still open are left out altogether: counting only those that were quick would raise the rate.
 */
export async function countOutcomes(
  engine: Engine,
  request: AggregateRequest & { outcome: string; attributionMs: number; asOf: number },
  signal?: AbortSignal,
): Promise<Grouped<OutcomeCounts>[]> {
  const { selection, outcome, attributionMs, asOf } = request;
  const keys = keysOf(engine, request);
  const seen = time(Math.floor(asOf));
  const columns = [
    ...keys.columns,
    placeColumn(engine, selection.model),
    plain('1 / sample_rate', 'weight'),
    plain(`ts + ${time(attributionMs)} <= ${seen}`, 'mature'),
  ];
  const identified = sourceOf(
    engine,
    selection,
    [plain('id'), plain('ts', 'served_at'), placeColumn(engine, selection.model)],
    ANSWERED,
  );
  const attributed = `SELECT place, fsum(value) AS total, bool_or(value <> 0) AS reached
    FROM ${identified} AS served JOIN outcomes ON served.id = outcomes.prediction
    WHERE outcomes.name = ${text(outcome)} AND outcomes.ts <= ${seen} AND isfinite(value)
      AND outcomes.ts - served_at <= ${time(attributionMs)} GROUP BY place`;
  const sql = `SELECT ${prefix(keys.names)} coalesce(sum(weight), 0)::DOUBLE, count(*)::DOUBLE,
      coalesce(sum(weight) FILTER (mature), 0)::DOUBLE, count(*) FILTER (mature)::DOUBLE,
      coalesce(sum(weight) FILTER (mature AND reached), 0)::DOUBLE,
      coalesce(fsum(weight * total) FILTER (mature), 0)::DOUBLE,
      coalesce(fsum(weight * total * total) FILTER (mature), 0)::DOUBLE
    FROM ${sourceOf(engine, selection, columns, ANSWERED)} AS served
      LEFT JOIN (${attributed}) AS came ON served.place = came.place
    ${groupBy(keys.names)}`;
  const groups = new Groups(keys, noOutcomes);
  for (const row of await engine.database.read((connection) => readCells(connection, sql), signal)) {
    const [served, servedRows, mature, matureRows, reached, sum, sumOfSquares] = row
      .slice(keys.names.length)
      .map(Number);
    Object.assign(groups.at(row), { served, servedRows, mature, matureRows, reached, sum, sumOfSquares });
  }
  return groups.list();
}
