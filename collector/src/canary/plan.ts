import {
  badRequest,
  type CanaryBounds,
  CanaryBounds as BoundsSchema,
  type CanaryRequest,
  type ModelEntry,
  parseDuration,
  requireTime,
} from '../contract';
import type { Registry } from '../registry';
import type { Selection, Store } from '../store';

/** A comparison that was understood. */
export interface CanaryPlan {
  entry: ModelEntry;
  deployment: string;
  against: string;
  range: { from: number; to: number };
  /** Length of a moment. */
  bucketMs: number;
  quantiles: number[];
  outcome: { name: string; attributionMs: number } | null;
  bounds: Required<Omit<CanaryBounds, 'agreement'>> & Pick<CanaryBounds, 'agreement'>;
  /** Of each check, so that all of them together keep what was asked for. */
  confidence: number;
  now: number;
}

export interface CanaryParts {
  store: Pick<Store, 'countServing' | 'countOutcomes' | 'readRows'>;
  registry: Pick<Registry, 'requireModel' | 'runnable' | 'productionVersion'>;
  /** The built program of the scoring threads; beside the collector's own unless given. */
  workerFile?: string;
  clock: () => number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Hours are what aggregates hold; a canary of less than a day has too few of them. */
const SHORT_BUCKET_MS = 600_000;
const CONFIDENCE = 0.95;
const QUANTILES = [0.5, 0.95];

/** Understands a request. @throws ModelWatchError that names what is wrong, where and what to do */
export function planCanary(request: CanaryRequest, { registry, clock }: CanaryParts): CanaryPlan {
  const entry = registry.requireModel(request.model);
  const now = clock();
  const from = requireTime(request.from, '$.from');
  const to = request.to === undefined ? now : requireTime(request.to, '$.to');
  if (from >= to) {
    throw badRequest('range-reversed', `The comparison ends before it begins (${request.from}).`, '$.from');
  }
  const { deployment = 'canary', against = 'stable' } = request;
  if (deployment === against) {
    throw badRequest('deployment-invalid', `${deployment} cannot be compared with itself.`, '$.against');
  }
  const quantiles = [...new Set(request.quantiles ?? QUANTILES)];
  const outcome = outcomeOf(request, entry);
  const bounds = { ...defaultBounds(), ...request.bounds };
  const checks = 1 + quantiles.length + (outcome ? 1 : 0) + (bounds.agreement === undefined ? 0 : 1);
  return {
    entry,
    deployment,
    against,
    range: { from, to },
    bucketMs: to - from < DAY_MS ? SHORT_BUCKET_MS : HOUR_MS,
    quantiles,
    outcome,
    bounds,
    confidence: 1 - (1 - (request.confidence ?? CONFIDENCE)) / checks,
    now,
  };
}

export const selectionOf = ({ entry, range }: CanaryPlan, deployments: readonly string[]): Selection => ({
  model: entry.spec.model,
  ...range,
  filters: [{ key: 'deployment', operator: '=', values: [...deployments] }],
});

function defaultBounds(): Required<Omit<CanaryBounds, 'agreement'>> {
  const { errorRate, latency, outcome } = BoundsSchema.properties;
  return {
    errorRate: Number(errorRate.default),
    latency: Number(latency.default),
    outcome: Number(outcome.default),
  };
}

function outcomeOf({ outcome }: CanaryRequest, { spec }: ModelEntry): CanaryPlan['outcome'] {
  const declared = spec.outcomes ?? [];
  const found = outcome === undefined ? declared[0] : declared.find(({ name }) => name === outcome);
  if (found) return { name: found.name, attributionMs: parseDuration(found.window) };
  if (outcome === undefined) return null;
  const names = declared.map(({ name }) => name).join(', ') || 'none';
  throw badRequest(
    'outcome-unknown',
    `${spec.model} declares no outcome ${outcome} (it declares ${names}); declare it with its window in the model file.`,
    '$.outcome',
  );
}
