import type { Grouped, ServingCounts } from '../../contract';
import type { AggregateRequest } from '../store';
import { readStored, SERVING, SERVING_SLOTS, type StoredCounts } from './aggregates';
import { readCells } from './database';
import type { Engine } from './engine';
import { exactQuantiles } from './exactQuantiles';
import { Groups } from './groups';
import { groupBy, type Keys, keysOf, plain, prefix, sourceOf } from './source';
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
  const { quantiles } = request;
  const keys = keysOf(engine, request);
  const groups = new Groups(
    keys,
    () =>
      ({
        ...Object.fromEntries(FIELDS.map((field) => [field, 0])),
        latencyQuantiles: quantiles.map(() => null),
      }) as unknown as ServingCounts,
  );
  // Exact quantiles are of rows: they do not add up.
  const asked = { ...request, raw: request.raw === true || quantiles.length > 0 };
  const { stored, raw } = await readStored(engine, asked, { columns: {}, builtIn: [SERVING] }, signal);
  for (const counted of stored) addStored(groups.at(counted.keys), counted);
  for (const selection of raw) await addRows(engine, { ...request, selection }, keys, groups, signal);
  return groups.list();
}

async function addRows(
  engine: Engine,
  { selection, quantiles }: AggregateRequest & { quantiles: number[] },
  keys: Keys,
  groups: Groups<ServingCounts>,
  signal?: AbortSignal,
): Promise<void> {
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
  await engine.database.read(async (connection) => {
    for (const row of await readCells(connection, sql)) {
      const counts = groups.at(row);
      FIELDS.forEach((field, index) => (counts[field] += Number(row[keys.names.length + index])));
    }
    const latencies = { from, value: 'latency', weight: 'weight', sampled };
    for (const { row, values } of await exactQuantiles(connection, keys, latencies, quantiles)) {
      groups.at(row).latencyQuantiles = values;
    }
  }, signal);
}

/** Counts of a cell are of logged rows; each stands for some. */
function addStored(counts: ServingCounts, { counts: stored, cost, weight }: StoredCounts): void {
  SERVING_SLOTS.forEach((field, slot) => {
    counts[field] += stored[slot]! * (field === 'rows' || field === 'latencyRows' ? 1 : weight);
  });
  counts.requests += stored[SERVING_SLOTS.indexOf('rows')]! * weight;
  counts.cost += cost * weight;
}
