import type { Grouped, ServingCounts } from '../contract';
import { quantileSequence, stratifiedDifference, type Stratum } from '../measures';
import type { Finding } from './judge';
import { type CanaryParts, type CanaryPlan, selectionOf } from './plan';

/** Requests of both deployments by moment. */
export interface Traffic {
  buckets: Grouped<ServingCounts>[];
  canary: number;
  stable: number;
  /** From the first moment at which the canary served to the end of the last one. */
  range: { from: number; to: number } | null;
}

export async function readTraffic(
  plan: CanaryPlan,
  { store }: CanaryParts,
  signal?: AbortSignal,
): Promise<Traffic> {
  const { deployment, against, bucketMs } = plan;
  const buckets = await store.countServing(
    { selection: selectionOf(plan, [deployment, against]), groupBy: ['deployment'], bucketMs, quantiles: [] },
    signal,
  );
  const rowsOf = (name: string): number =>
    buckets.reduce((sum, { labels, value }) => sum + (labels.deployment === name ? value.rows : 0), 0);
  const served = buckets
    .filter(({ labels, value }) => labels.deployment === deployment && value.rows > 0)
    .map(({ bucket }) => bucket!);
  return {
    buckets,
    canary: rowsOf(deployment),
    stable: rowsOf(against),
    range:
      served.length === 0
        ? null
        : {
            from: Math.max(plan.range.from, Math.min(...served)),
            to: Math.min(plan.range.to, Math.max(...served) + bucketMs),
          },
  };
}

/** The two sides of each moment. */
export function strataOf<T>(
  groups: readonly Grouped<T>[],
  { deployment, against }: CanaryPlan,
  count: (value: T) => Stratum['first'],
): Stratum[] {
  const strata = new Map<number | null, Stratum>();
  for (const { bucket, labels, value } of groups) {
    const stratum = strata.get(bucket) ?? { first: { yes: 0, n: 0 }, second: { yes: 0, n: 0 } };
    if (labels.deployment === deployment) stratum.first = count(value);
    else if (labels.deployment === against) stratum.second = count(value);
    strata.set(bucket, stratum);
  }
  return [...strata.values()];
}

/** Share of server errors, canary less stable, over the same moments. */
export function compareErrors(plan: CanaryPlan, { buckets, canary, stable }: Traffic): Finding {
  const strata = strataOf(buckets, plan, ({ serverErrors, requests, rows }) => ({
    yes: requests > 0 ? (serverErrors / requests) * rows : 0,
    n: rows,
  }));
  const difference = stratifiedDifference(strata, plan.confidence);
  return {
    name: 'errorRate',
    title: 'Server errors',
    unit: 'percentunit',
    canary: difference?.first ?? null,
    stable: difference?.second ?? null,
    value: difference?.value ?? null,
    interval: difference && { lower: difference.lower, upper: difference.upper },
    bound: plan.bounds.errorRate,
    better: 'lower',
    predictions: canary,
    enough: enoughOf(plan, canary, stable),
  };
}

const MINIMUM_SAMPLE = 200;

/**
 * Predictions of the canary below which nothing is decided: the intervals of differences are right for many. Where the
 * other side has too few, more of both are waited for.
 */
export function enoughOf({ entry }: CanaryPlan, canary: number, stable: number): number {
  const least = entry.spec.minimumSample ?? MINIMUM_SAMPLE;
  return stable < least ? Math.max(least, canary + least - stable) : least;
}

/** Predictions from which on both ends of a quantile's interval are there. */
function boundedFrom(quantile: number, confidence: number): number {
  let n = MINIMUM_SAMPLE;
  const isBounded = ({ lower, upper }: ReturnType<typeof quantileSequence>): boolean =>
    lower !== null && upper !== null;
  while (!isBounded(quantileSequence({ quantile, n, confidence }))) n *= 2;
  return n;
}

interface Quantile {
  value: number | null;
  lower: number | null;
  upper: number | null;
  rows: number;
}

/** Ratio of the latencies at a quantile, canary to stable, while both served. */
export async function compareLatency(
  plan: CanaryPlan,
  traffic: Traffic,
  quantile: number,
  parts: CanaryParts,
  signal?: AbortSignal,
): Promise<Finding> {
  const [canary, stable] = await Promise.all([
    readQuantile(plan, traffic, plan.deployment, quantile, parts, signal),
    readQuantile(plan, traffic, plan.against, quantile, parts, signal),
  ]);
  const isKnown = canary.value !== null && stable.value !== null && stable.value > 0;
  const hasInterval = isKnown && stable.lower !== null && stable.lower > 0 && stable.upper !== null;
  return {
    name: `latency.p${+(quantile * 100).toFixed(3)}`,
    title: `Latency at ${+(quantile * 100).toFixed(3)} %`,
    unit: 'ms',
    canary: canary.value,
    stable: stable.value,
    value: isKnown ? canary.value! / stable.value! : null,
    interval: hasInterval
      ? {
          lower: (canary.lower ?? 0) / stable.upper!,
          upper: (canary.upper ?? Infinity) / stable.lower!,
        }
      : null,
    bound: plan.bounds.latency,
    better: 'lower',
    predictions: canary.rows,
    // These intervals are right for any number.
    enough: 1,
    boundedFrom: boundedFrom(quantile, (1 + plan.confidence) / 2),
  };
}

/** A quantile of one deployment with its sequence, each of the two at half of the chance of error. */
async function readQuantile(
  plan: CanaryPlan,
  { range, buckets }: Traffic,
  deployment: string,
  quantile: number,
  { store }: CanaryParts,
  signal?: AbortSignal,
): Promise<Quantile> {
  const rows = buckets.reduce(
    (sum, { labels, bucket, value }) =>
      labels.deployment === deployment && range && bucket! + plan.bucketMs > range.from && bucket! < range.to
        ? sum + value.latencyRows
        : sum,
    0,
  );
  if (rows < 2 || range === null) return { value: null, lower: null, upper: null, rows };
  const ranks = quantileSequence({ quantile, n: rows, confidence: (1 + plan.confidence) / 2 });
  // The share at which a linear quantile is the value of a rank itself.
  const shareOf = (rank: number | null, otherwise: number): number =>
    rank === null ? otherwise : (rank - 1) / (rows - 1);
  const [counted] = await store.countServing(
    {
      selection: selectionOf({ ...plan, range }, [deployment]),
      groupBy: [],
      bucketMs: null,
      quantiles: [quantile, shareOf(ranks.lower, 0), shareOf(ranks.upper, 1)],
    },
    signal,
  );
  const [value = null, lower = null, upper = null] = counted?.value.latencyQuantiles ?? [];
  return {
    value,
    lower: ranks.lower === null ? null : lower,
    upper: ranks.upper === null ? null : upper,
    rows,
  };
}
