import type { DuckDBConnection } from '@duckdb/node-api';
import { type AgeCounts, type Grouped, noAges } from '../../contract';
import type { AgeRequest } from '../requests';
import { readCells } from './database';
import type { Engine } from './engine';
import { exactQuantiles } from './exactQuantiles';
import { Groups } from './groups';
import { hasJsonField, jsonNumber } from './jsonField';
import { time } from './quote';
import { groupBy, keysOf, plain, prefix, sourceOf } from './source';
import { isSampled } from './weights';

/**
 * How old features were when they were served, by the times that predictions carry. A time that is also that of an
 * offline value of the entity, first written long after it and before the prediction, is a backfill's: the value is as
 * new as its writing, whatever its time says.
 */
export async function countAges(
  engine: Engine,
  request: AgeRequest,
  signal?: AbortSignal,
): Promise<Grouped<Record<string, AgeCounts>>[]> {
  const keys = keysOf(engine, request);
  const features = Object.keys(request.ttlMs);
  for (const feature of features) engine.layouts.featureType(request.selection.model, feature);
  const sampled = await isSampled(engine, request.selection);
  const groups = new Groups(keys, (): Record<string, AgeCounts> =>
    Object.fromEntries(features.map((name) => [name, noAges(request.quantiles)])),
  );
  await engine.database.read(async (connection) => {
    const all = sourceOf(engine, request.selection, [
      ...keys.columns,
      plain('1 / sample_rate', 'weight'),
      plain('feature_times'),
    ]);
    const counted = `SELECT ${prefix(keys.names)} coalesce(sum(weight), 0)::DOUBLE, count(*)::DOUBLE,
      count(feature_times)::DOUBLE FROM ${all} ${groupBy(keys.names)}`;
    let anyTimes = false;
    for (const row of await readCells(connection, counted)) {
      const [served, rows, timed] = row.slice(keys.names.length).map(Number);
      anyTimes ||= timed! > 0;
      for (const ages of Object.values(groups.at(row))) Object.assign(ages, { served, rows });
    }
    if (!anyTimes) return;
    for (const feature of features) await addFeature(engine, connection, request, feature, sampled, groups);
  }, signal);
  return groups.list();
}

async function addFeature(
  engine: Engine,
  connection: DuckDBConnection,
  request: AgeRequest,
  feature: string,
  sampled: boolean,
  groups: Groups<Record<string, AgeCounts>>,
): Promise<void> {
  const { selection, ttlMs, backfillMs, quantiles } = request;
  const keys = keysOf(engine, request);
  const columns = [
    ...keys.columns,
    plain('1 / sample_rate', 'weight'),
    plain('entity'),
    plain('ts'),
    plain(jsonNumber('feature_times', feature), 'came'),
  ];
  const written = `SELECT entity, event_time, min(received) AS written FROM feature_values
    WHERE ${hasJsonField('feature_values', feature)} GROUP BY entity, event_time
    HAVING written - event_time >= ${time(backfillMs)}`;
  const dated = `(SELECT ${prefix(keys.names)} weight, ts - came AS raw_age, came,
      coalesce(written <= ts, false) AS is_backfill,
      CASE WHEN NOT is_backfill AND raw_age >= 0 THEN raw_age / 1000 END AS age
    FROM ${sourceOf(engine, selection, columns, 'feature_times IS NOT NULL')} AS served
      LEFT JOIN (${written}) AS filled ON served.entity = filled.entity AND served.came = filled.event_time)`;
  const bound = ttlMs[feature] ?? null;
  const isStale = bound === null ? 'false' : `age > ${bound / 1000}::DOUBLE`;
  const sql = `SELECT ${prefix(keys.names)} coalesce(sum(weight) FILTER (age IS NOT NULL), 0)::DOUBLE,
      count(age)::DOUBLE, coalesce(sum(weight) FILTER (${isStale}), 0)::DOUBLE,
      coalesce(sum(weight) FILTER (is_backfill), 0)::DOUBLE, count(*) FILTER (is_backfill)::DOUBLE,
      coalesce(sum(weight) FILTER (raw_age < 0), 0)::DOUBLE
    FROM ${dated} WHERE came IS NOT NULL ${groupBy(keys.names)}`;
  for (const row of await readCells(connection, sql)) {
    const [timed, timedRows, stale, backfilled, backfilledRows, fromLater] = row
      .slice(keys.names.length)
      .map(Number);
    Object.assign(groups.at(row)[feature]!, {
      timed,
      timedRows,
      stale,
      backfilled,
      backfilledRows,
      fromLater,
    });
  }
  const ages = { from: dated, value: 'age', weight: 'weight', sampled };
  for (const { row, values } of await exactQuantiles(connection, keys, ages, quantiles)) {
    groups.at(row)[feature]!.ageQuantiles = values;
  }
}
