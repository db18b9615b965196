import { badRequest, type EventCounts, type Grouped } from '../../contract';
import type { AggregateRequest, Store } from '../../store';
import { keyOf } from '../labelSets';
import { bucketsOf, type QueryPlan } from '../plan';
import type { InputCell, InputReader } from './cell';

/** Pieces of time that a series of windows may be put together from: three months of five minutes. */
const MOST_PIECES = 30_000;

const NO_EVENTS: EventCounts = { bad: 0, all: 0, badRows: 0, rows: 0 };

/** Good and bad requests in the windows that end where the range or the step does, whatever the range's beginning. */
export const budget: InputReader<'budget'> = {
  read: async (plan, store, signal) =>
    plan.bucketMs === null ? readOnce(plan, store, signal) : readSteps(plan, store, plan.bucketMs, signal),
  empty: (plan) => ({ long: NO_EVENTS, short: NO_EVENTS, ...constantsOf(plan) }),
};

const constantsOf = ({ objective }: QueryPlan) => ({
  budget: objective!.budget,
  periodHours: objective!.periodHours,
});

/** Each window by itself, to the millisecond. */
async function readOnce(plan: QueryPlan, store: Store, signal?: AbortSignal): Promise<InputCell<'budget'>[]> {
  const { longMs, shortMs } = plan.objective!;
  const { to } = plan.selection;
  const over = (lengthMs: number) =>
    countEvents(plan, store, { from: to - lengthMs, bucketMs: null }, signal);
  const [long, short] = await Promise.all([over(longMs), shortMs === null ? null : over(shortMs)]);
  const shortBy = new Map(short?.map(({ labels, value }) => [keyOf(labels), value]));
  return long.map(({ labels, value }) => ({
    bucket: null,
    labels,
    input: {
      long: value,
      ...(short && { short: shortBy.get(keyOf(labels)) ?? NO_EVENTS }),
      ...constantsOf(plan),
    },
  }));
}

/** One count in pieces of which every window and step is a whole number, and sums of pieces for the windows. */
async function readSteps(
  plan: QueryPlan,
  store: Store,
  stepMs: number,
  signal?: AbortSignal,
): Promise<InputCell<'budget'>[]> {
  const { longMs, shortMs } = plan.objective!;
  const pieceMs = [longMs, shortMs ?? longMs].reduce(greatestCommonDivisor, stepMs);
  const from = plan.selection.from - longMs;
  const pieces = Math.ceil((plan.selection.to - from) / pieceMs) + 1;
  if (pieces > MOST_PIECES) {
    throw badRequest(
      'too-many-steps',
      `$.query.window: steps of ${stepMs / 60_000} min with windows of ${longMs / 60_000} and ` +
        `${(shortMs ?? longMs) / 60_000} min are ${pieces} pieces of time over this range, and ${MOST_PIECES} are allowed; ` +
        'take a shorter range, or a step that is a multiple of the short window.',
      '$.query.window',
    );
  }
  const counted = await countEvents(plan, store, { from, bucketMs: pieceMs }, signal);
  const bySet = new Map<string, { labels: Record<string, string>; sums: RunningSums }>();
  const first = Math.floor(from / pieceMs);
  for (const { bucket, labels, value } of counted) {
    const key = keyOf(labels);
    const set = bySet.get(key) ?? { labels, sums: new RunningSums(pieces) };
    set.sums.add(Math.floor(bucket! / pieceMs) - first, value);
    bySet.set(key, set);
  }
  return [...bySet.values()].flatMap(({ labels, sums }) => {
    sums.accumulate();
    return bucketsOf(plan).map((bucket) => {
      // The last step may reach beyond the range: its windows end where the range does.
      const end = Math.min(bucket! + stepMs, Math.ceil(plan.selection.to / pieceMs) * pieceMs);
      const over = (lengthMs: number) =>
        sums.between(Math.round((end - lengthMs) / pieceMs) - first, Math.round(end / pieceMs) - first);
      return {
        bucket,
        labels,
        input: {
          long: over(longMs),
          ...(shortMs !== null && { short: over(shortMs) }),
          ...constantsOf(plan),
        },
      };
    });
  });
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

const FIELDS = ['bad', 'all', 'badRows', 'rows'] as const;

/** Events by piece of time, and how many there were between two of them. */
class RunningSums {
  private readonly before: Record<(typeof FIELDS)[number], Float64Array>;

  constructor(pieces: number) {
    this.before = {
      bad: new Float64Array(pieces + 1),
      all: new Float64Array(pieces + 1),
      badRows: new Float64Array(pieces + 1),
      rows: new Float64Array(pieces + 1),
    };
  }

  add(piece: number, events: EventCounts): void {
    for (const field of FIELDS) this.before[field][piece + 1]! += events[field];
  }

  accumulate(): void {
    for (const field of FIELDS) {
      const sums = this.before[field];
      for (let piece = 1; piece < sums.length; piece++) sums[piece]! += sums[piece - 1]!;
    }
  }

  between(from: number, to: number): EventCounts {
    const last = this.before.all.length - 1;
    const of = (field: (typeof FIELDS)[number]): number =>
      this.before[field][Math.min(to, last)]! - this.before[field][Math.max(0, from)]!;
    return { bad: of('bad'), all: of('all'), badRows: of('badRows'), rows: of('rows') };
  }
}

async function countEvents(
  plan: QueryPlan,
  store: Store,
  { from, bucketMs }: { from: number; bucketMs: number | null },
  signal?: AbortSignal,
): Promise<Grouped<EventCounts>[]> {
  const { indicator, boundMs } = plan.objective!;
  const request: AggregateRequest = {
    selection: { ...plan.selection, from },
    groupBy: plan.groupBy,
    bucketMs,
  };
  if (indicator === 'latency') return store.countSlow({ ...request, boundMs: boundMs! }, signal);
  const served = await store.countServing({ ...request, quantiles: [] }, signal);
  return served.map(({ value, ...place }) => {
    const bad = value.serverErrors + (indicator === 'errors' ? value.clientErrors : 0);
    // Requests are counted by weight: how many logged ones were bad follows from the usual rate.
    const badRows = value.requests > 0 ? (bad * value.rows) / value.requests : 0;
    return { ...place, value: { bad, all: value.requests, badRows, rows: value.rows } };
  });
}
