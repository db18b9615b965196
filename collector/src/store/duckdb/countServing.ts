import type { Grouped, ServingCounts } from '../../contract';
import type { ServingRequest } from '../requests';
import { LATENCIES, readStored, SERVING, SERVING_SLOTS, type StoredCounts } from './aggregates';
import { readCells } from './database';
import type { Engine } from './engine';
import { exactQuantiles } from './exactQuantiles';
import { Groups } from './groups';
import { quantilesOfSketch, SKETCH_ERROR, SKETCH_SLOTS, SLOT_OF_LATENCY_SQL } from './latencySketch';
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

/** Counts of a group, and its latencies where they are sketched. */
interface Tally {
  counts: ServingCounts;
  sketch: Float64Array;
}

/**
 * How requests were answered: counts, costs and quantiles of the latency. Where a bounded error is allowed, those of
 * whole counted hours are read from the sketches in the cells; exact ones are of rows, they do not add up.
 */
export async function countServing(
  engine: Engine,
  request: ServingRequest,
  signal?: AbortSignal,
): Promise<Grouped<ServingCounts>[]> {
  const { quantiles } = request;
  const keys = keysOf(engine, request);
  const groups = new Groups(keys, (): Tally => ({
    counts: {
      ...Object.fromEntries(FIELDS.map((field) => [field, 0])),
      latencyQuantiles: quantiles.map(() => null),
    } as unknown as ServingCounts,
    sketch: new Float64Array(SKETCH_SLOTS),
  }));
  const isBounded = quantiles.length > 0 && request.bounded === true;
  const asked = { ...request, raw: request.raw === true || (quantiles.length > 0 && !isBounded) };
  const builtIn = isBounded ? ([SERVING, LATENCIES] as const) : ([SERVING] as const);
  const { stored, raw } = await readStored(engine, asked, { columns: {}, builtIn }, signal);
  const isSketched = stored.some(({ column }) => column === LATENCIES);
  // Without any latency in cells the rows answer exactly, and all at once: quantiles of parts do not add up.
  if (isBounded && !isSketched) return countServing(engine, { ...request, bounded: false }, signal);
  for (const counted of stored) addStored(groups.at(counted.keys), counted);
  for (const selection of raw) {
    await addRows(engine, { ...request, selection }, keys, groups, isSketched, signal);
  }
  if (!isSketched) return groups.list().map(({ value, ...group }) => ({ ...group, value: value.counts }));
  const answers = groups.list().map(({ value: { counts, sketch }, ...group }) => ({
    ...group,
    value: { ...counts, latencyError: SKETCH_ERROR },
    sketched: quantilesOfSketch(sketch, quantiles),
  }));
  // Of latencies beyond all bins nothing is known within a share of them.
  if (answers.some(({ sketched }) => sketched === null)) {
    return countServing(engine, { ...request, bounded: false }, signal);
  }
  return answers.map(({ sketched, value, ...group }) => ({
    ...group,
    value: { ...value, latencyQuantiles: sketched! },
  }));
}

async function addRows(
  engine: Engine,
  { selection, quantiles }: ServingRequest,
  keys: Keys,
  groups: Groups<Tally>,
  isSketched: boolean,
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
      const { counts } = groups.at(row);
      FIELDS.forEach((field, index) => (counts[field] += Number(row[keys.names.length + index])));
    }
    if (isSketched) {
      const slots = `SELECT ${prefix(keys.names)} ${SLOT_OF_LATENCY_SQL} AS slot, sum(weight)::DOUBLE
        FROM ${from} WHERE latency IS NOT NULL ${groupBy([...keys.names, 'slot'])}`;
      for (const row of await readCells(connection, slots)) {
        const [slot, weight] = row.slice(keys.names.length).map(Number);
        groups.at(row).sketch[slot!]! += weight!;
      }
      return;
    }
    const latencies = { from, value: 'latency', weight: 'weight', sampled };
    for (const { row, values } of await exactQuantiles(connection, keys, latencies, quantiles)) {
      groups.at(row).counts.latencyQuantiles = values;
    }
  }, signal);
}

/** Counts of a cell are of logged rows; each stands for some. */
function addStored({ counts, sketch }: Tally, { column, counts: stored, cost, weight }: StoredCounts): void {
  if (column === LATENCIES) {
    stored.forEach((rows, slot) => (sketch[slot]! += rows * weight));
    return;
  }
  SERVING_SLOTS.forEach((field, slot) => {
    counts[field] += stored[slot]! * (field === 'rows' || field === 'latencyRows' ? 1 : weight);
  });
  counts.requests += stored[SERVING_SLOTS.indexOf('rows')]! * weight;
  counts.cost += cost * weight;
}
