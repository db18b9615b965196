import type { DuckDBConnection } from '@duckdb/node-api';
import { readCells } from '../database';
import type { Engine } from '../engine';
import { plain, sourceOf } from '../source';
import type { SeriesKey } from './series';
import { HOUR_MS, hourOf } from './tables';

/** Rows and series of hours, by the rows themselves. */
export async function takeCensus(
  engine: Engine,
  connection: DuckDBConnection,
  model: string,
  hours: { from: number; to: number },
): Promise<Map<number, { rows: number; series: SeriesKey[] }>> {
  const selection = { model, from: hours.from * HOUR_MS, to: hours.to * HOUR_MS, filters: [] };
  const dimensions = ['version', 'environment', 'deployment'];
  const source = sourceOf(engine, selection, [
    plain(hourOf('ts'), 'hour'),
    ...dimensions.map((name) => plain(`coalesce(${name}, -1)`, name)),
    plain('sample_rate', 'rate'),
  ]);
  const found = await readCells(
    connection,
    `SELECT hour, version, environment, deployment, rate, count(*)::DOUBLE FROM ${source}
      GROUP BY hour, version, environment, deployment, rate`,
  );
  const census = new Map<number, { rows: number; series: SeriesKey[] }>();
  for (const row of found) {
    const [hour, version, environment, deployment, rate, rows] = row.map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const one = census.get(hour) ?? { rows: 0, series: [] };
    one.rows += rows;
    one.series.push({ version, environment, deployment, rate });
    census.set(hour, one);
  }
  return census;
}
