import { type ColumnProfile, ModelWatchError } from '../../contract';
import { DriftDetector, type Evidence, foldCounts, foldOf, streamsOf } from '../../measures';
import type { Store } from '../../store';
import { bucketsOf, type QueryPlan } from '../plan';
import { profileOf } from './bins';
import type { InputReader } from './cell';
import { readHours, type StreamCounts } from './evidenceHours';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours of one answer: what is read and gone through grows with them. */
const MOST_HOURS = 100 * 24;
/** Features times segment values; segments with fewer rows are left out beyond. */
const MOST_STREAMS = 4000;
/** A panel and a rule that ask for the same hours within so long are answered once. */
const KEPT_MS = 5 * 60_000;

type Hour = Evidence & { end: number; rows: number };

/** Whole hours of the range, each with what the detector knew when it had ended. */
export const evidence: InputReader<'evidence'> = {
  read: async (plan, store, signal) => {
    const hours = await hoursOf(plan, store);
    signal?.throwIfAborted();
    return bucketsOf(plan).map((bucket) => {
      const from = bucket ?? plan.selection.from;
      const to = bucket === null ? plan.selection.to : Math.min(bucket + plan.bucketMs!, plan.selection.to);
      const within = hours.filter(({ end }) => end > from && end <= to);
      // A range shorter than an hour is told by the last hour that ended before it did.
      const known = within.length > 0 ? within : hours.filter(({ end }) => end <= to).slice(-1);
      const rows = known.reduce((sum, hour) => sum + hour.rows, 0);
      const greatest = known.reduce<Hour | null>(
        (most, hour) => (hour.rows > 0 && hour.logEvidence > (most?.logEvidence ?? -Infinity) ? hour : most),
        null,
      );
      return { bucket, labels: {}, input: { hour: greatest, rows, weight: rows } };
    });
  },
  empty: () => ({ hour: null, rows: 0, weight: 0 }),
};

interface Kept {
  at: number;
  hours: Promise<Hour[]>;
}

const keptOf = new WeakMap<Store, Map<string, Kept>>();

/** From memory where the same was asked shortly before. */
function hoursOf(plan: QueryPlan, store: Store): Promise<Hour[]> {
  const { from, to } = lookback(plan);
  const { model, baseline, threshold, selection } = plan;
  const key = JSON.stringify([
    selection.model,
    selection.filters,
    model!.schema.version,
    model!.updatedAt,
    baseline?.version,
    baseline?.registeredAt,
    threshold,
    from,
    to,
  ]);
  const kept = keptOf.get(store) ?? new Map<string, Kept>();
  keptOf.set(store, kept);
  for (const [name, { at }] of kept) if (plan.now - at >= KEPT_MS || plan.now < at) kept.delete(name);
  const known = kept.get(key);
  if (known) return known.hours;
  const hours = detect(plan, store, { from, to });
  kept.set(key, { at: plan.now, hours });
  hours.catch(() => kept.delete(key));
  return hours;
}

/** From a midnight, so that answers of the same day begin alike; up to the last hour that has ended. */
function lookback({ selection, params, now, asOf }: QueryPlan): { from: number; to: number } {
  const ended = Math.min(selection.to, now, asOf);
  const to = Math.floor(ended / HOUR_MS) * HOUR_MS;
  const from = Math.floor((selection.from - Number(params.lookbackDays) * DAY_MS) / DAY_MS) * DAY_MS;
  if ((to - from) / HOUR_MS <= MOST_HOURS) return { from, to: Math.max(from, to) };
  throw new ModelWatchError({
    code: 'range-too-long',
    message:
      `$.range: evidence of drift is gathered hour by hour, over ${MOST_HOURS / 24} days at most including the days ` +
      'before the range; take a shorter range or a smaller params.lookbackDays.',
    status: 400,
    path: '$.range',
  });
}

/** Not cancelled with the query that began it, because others may wait for the same hours. */
async function detect(plan: QueryPlan, store: Store, range: { from: number; to: number }): Promise<Hour[]> {
  const columns = Object.fromEntries(
    plan
      .model!.schema.features.map(({ name }): [string, ColumnProfile] => [name, profileOf(plan, name)])
      .filter(([, { n }]) => n > 0),
  );
  const features = Object.keys(columns);
  if (features.length === 0 || range.to === range.from) return [];
  const { whole, segments } = await readHours(plan, store, { columns, ...range });
  const watched = segments
    .sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1))
    .slice(0, Math.floor(MOST_STREAMS / features.length));
  const names = watched.map(({ name }) => name);
  const harmless = plan.model!.spec.thresholds?.['drift.totalVariation'];
  const detector = new DriftDetector(streamsOf(columns, names, harmless), plan.threshold ?? undefined);
  const folds = features.map((feature) => foldOf(columns[feature]!));
  const of = (stream: StreamCounts, start: number): (Float64Array | null)[] => {
    const counted = stream.hours.get(start);
    return features.map((feature, index) =>
      counted?.[feature] ? foldCounts(counted[feature], folds[index]!) : null,
    );
  };
  const hours: Hour[] = [];
  for (let start = range.from; start < range.to; start += HOUR_MS) {
    const counts = [whole, ...watched].flatMap((stream) => of(stream, start));
    const rows = whole.hours.get(start)?.[features[0]!]?.rows ?? 0;
    hours.push({ ...detector.add(start / HOUR_MS, counts), end: start + HOUR_MS, rows });
    if (start % DAY_MS === 0) await new Promise(setImmediate);
  }
  return hours;
}
