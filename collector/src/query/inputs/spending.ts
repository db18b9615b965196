import type { Spending } from '../../measures';
import type { Store } from '../../store';
import { keyOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { type BookedCosts, DAY_MS, pieceOf, readBookedCosts, startOfDay } from './bookedCosts';
import type { InputCell, InputReader } from './cell';

/** Costs of requests with their share of their days': a day's costs fall on all of its requests alike. */
export const spending: InputReader<'spending'> = {
  read: async (plan, store, signal) => {
    const { selection, groupBy, bucketMs } = plan;
    const days = { from: startOfDay(selection.from), to: startOfDay(selection.to - 1) + DAY_MS };
    const [booked, requestsOf, counted] = await Promise.all([
      readBookedCosts(plan, store, days),
      countDays(plan, store, days, signal),
      store.countServing(
        { selection, groupBy: withVersion(groupBy), bucketMs: pieceOf(bucketMs), quantiles: [] },
        signal,
      ),
    ]);
    const cells = new Map<string, InputCell<'spending'>>();
    for (const { bucket, labels: all, value } of counted) {
      const step = bucketMs === null ? null : Math.floor(bucket! / bucketMs) * bucketMs;
      const labels = Object.fromEntries(groupBy.map((name) => [name, all[name]!]));
      const key = `${step}|${keyOf(labels)}`;
      const cell = cells.get(key) ?? { bucket: step, labels, input: nothing(booked.foreign) };
      cells.set(key, cell);
      cell.input.requests += value.requests;
      cell.input.rows += value.rows;
      cell.input.measured += value.cost;
      cell.input.costed += value.costed;
      addShare(plan, cell.input, value.requests, startOfDay(bucket!), all.version!, { booked, requestsOf });
    }
    return [...cells.values()];
  },
  empty: () => nothing([]),
};

const nothing = (foreign: string[]): Spending => ({
  requests: 0,
  rows: 0,
  measured: 0,
  costed: 0,
  infrastructure: 0,
  storage: 0,
  retraining: 0,
  foreign,
});

const withVersion = (groupBy: string[]): string[] =>
  groupBy.includes('version') ? groupBy : [...groupBy, 'version'];

/** Requests of whole days, of one version or of all (null): what a day's costs are divided by. */
async function countDays(
  { selection }: QueryPlan,
  store: Store,
  { from, to }: { from: number; to: number },
  signal?: AbortSignal,
): Promise<(day: number, version: string | null) => number> {
  const counted = await store.countServing(
    {
      selection: { model: selection.model, from, to, filters: [] },
      groupBy: ['version'],
      bucketMs: DAY_MS,
      quantiles: [],
    },
    signal,
  );
  const sums = new Map<string, number>();
  const add = (key: string, requests: number) => sums.set(key, (sums.get(key) ?? 0) + requests);
  for (const { bucket, labels, value } of counted) {
    add(JSON.stringify([bucket, null]), value.requests);
    add(JSON.stringify([bucket, labels.version]), value.requests);
  }
  return (day, version) => sums.get(JSON.stringify([day, version])) ?? 0;
}

/** Of a day that is not over only the part that has passed falls on the requests so far. */
function addShare(
  { now }: QueryPlan,
  input: Spending,
  requests: number,
  day: number,
  version: string,
  of: { booked: BookedCosts; requestsOf: (day: number, version: string | null) => number },
): void {
  const passed = Math.min(1, Math.max(0, (now - day) / DAY_MS));
  for (const whose of [null, version]) {
    const all = of.requestsOf(day, whose);
    if (!(all > 0)) continue;
    const share = (passed * requests) / all;
    const costs = of.booked.of(day, whose);
    input.infrastructure += costs.infrastructure * share;
    input.storage += costs.storage * share;
    input.retraining += costs.retraining * share;
  }
}
