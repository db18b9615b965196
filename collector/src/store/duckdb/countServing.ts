import type { Grouped, ServingCounts } from '../../contract';
import type { AggregateRequest } from '../store';
import { readCells } from './database';
import type { Engine } from './engine';
import { exactQuantiles } from './exactQuantiles';
import { Groups } from './groups';
import { groupBy, keysOf, plain, prefix, sourceOf } from './source';
import { isSampled } from './weights';

const FIELDS = [
  'requests',
  'clientErrors',
  'serverErrors',
  'degraded',
  'coldStarts',
  'cacheHits',
  'cost',
  'costed',
  'latencyRows',
  'rows',
] as const satisfies (keyof ServingCounts)[];

/** How requests were answered: counts, costs and exact quantiles of the latency. */
export async function countServing(
  engine: Engine,
  request: AggregateRequest & { quantiles: number[] },
  signal?: AbortSignal,
): Promise<Grouped<ServingCounts>[]> {
  const { selection, quantiles } = request;
  const keys = keysOf(engine, request);
  const sampled = await isSampled(engine, selection);
  const columns = [
    ...keys.columns,
    ...['status', 'degraded', 'cold_start', 'cache_hit', 'cost', 'latency'].map((column) => plain(column)),
    plain(sampled ? '1 / sample_rate' : '1::DOUBLE', 'weight'),
  ];
  const from = sourceOf(engine, selection, columns);
  const weightWhere = (condition: string): string => `coalesce(sum(weight) FILTER (WHERE ${condition}), 0)`;
  const sql = `SELECT ${prefix(keys.names)} coalesce(sum(weight), 0),
      ${weightWhere('status BETWEEN 400 AND 499')}, ${weightWhere('status >= 500')},
      ${weightWhere('degraded')}, ${weightWhere('cold_start')}, ${weightWhere('cache_hit')},
      coalesce(sum(cost * weight), 0), ${weightWhere('cost IS NOT NULL')},
      count(latency)::DOUBLE, count(*)::DOUBLE
    FROM ${from} ${groupBy(keys.names)}`;
  const groups = new Groups(
    keys,
    () =>
      ({
        ...Object.fromEntries(FIELDS.map((field) => [field, 0])),
        latencyQuantiles: quantiles.map(() => null),
      }) as unknown as ServingCounts,
  );
  await engine.database.read(async (connection) => {
    for (const row of await readCells(connection, sql)) {
      const counts = groups.at(row);
      FIELDS.forEach((field, index) => (counts[field] = Number(row[keys.names.length + index])));
    }
    const latencies = { from, value: 'latency', weight: 'weight', sampled };
    for (const { row, values } of await exactQuantiles(connection, keys, latencies, quantiles)) {
      groups.at(row).latencyQuantiles = values;
    }
  }, signal);
  return groups.list();
}
