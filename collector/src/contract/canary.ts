import { type Static, Type } from '@sinclair/typebox';

/** How much worse a canary may be and still be promoted. */
export const CanaryBounds = Type.Object(
  {
    errorRate: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, default: 0.005, description: 'more server errors, as a share' }),
    ),
    latency: Type.Optional(
      Type.Number({ minimum: 1, default: 1.1, description: 'times the latency, at each quantile' }),
    ),
    outcome: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, default: 0.02, description: 'fewer outcomes, as a share' }),
    ),
    agreement: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description:
          'least share of its requests that the other version would have answered with the same class; not asked unless given',
      }),
    ),
  },
  { additionalProperties: false },
);
export type CanaryBounds = Static<typeof CanaryBounds>;

export const CanaryRequest = Type.Object(
  {
    model: Type.String(),
    from: Type.String({ description: 'RFC 3339: when the canary began. Keep it the same at every look.' }),
    to: Type.Optional(Type.String({ description: 'RFC 3339; now unless given' })),
    deployment: Type.Optional(Type.String({ default: 'canary' })),
    against: Type.Optional(Type.String({ default: 'stable' })),
    quantiles: Type.Optional(
      Type.Array(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }), {
        minItems: 1,
        maxItems: 5,
        default: [0.5, 0.95],
        description: 'of the latency',
      }),
    ),
    outcome: Type.Optional(
      Type.String({
        description: 'the first that the model file declares unless given; none where it declares none',
      }),
    ),
    bounds: Type.Optional(CanaryBounds),
    confidence: Type.Optional(
      Type.Number({
        minimum: 0.5,
        exclusiveMaximum: 1,
        default: 0.95,
        description: 'of all checks together',
      }),
    ),
  },
  { $id: 'CanaryRequest', additionalProperties: false },
);
export type CanaryRequest = Static<typeof CanaryRequest>;

/** One thing that the two deployments are compared by. */
export interface CanaryCheck {
  /** `errorRate`, `latency.p95`, `outcome.conversion`, `agreement`. */
  name: string;
  title: string;
  unit: 'percentunit' | 'ms';
  canary: number | null;
  stable: number | null;
  /** A difference of shares or a ratio of latencies (canary to stable), or the share that agrees. */
  value: number | null;
  /** Holds at every moment at once; null while nothing can be said. Without an upper end there are too few to bound it. */
  interval: { lower: number; upper: number | null } | null;
  bound: number;
  /** `holds`: certainly within the bound. `breaks`: certainly beyond it. */
  state: 'holds' | 'breaks' | 'undecided';
  /** Predictions of the canary behind it. */
  predictions: number;
  /** Of the canary, until it is decided if things stay as they are; null where that cannot be told. */
  morePredictions: number | null;
  /** How long that takes at the traffic of the canary so far. */
  moreSeconds: number | null;
}

export interface CanaryComparison {
  model: string;
  /** Milliseconds since 1970: from the first moment at which the canary served. */
  from: number;
  to: number;
  deployment: string;
  against: string;
  predictions: { canary: number; stable: number };
  checks: CanaryCheck[];
  verdict: 'promote' | 'wait' | 'roll back';
  /** In words. */
  reason: string;
  morePredictions: number | null;
  moreSeconds: number | null;
}

/** A comparison that is looked at every minute until it has a verdict. */
export interface CanaryWatch {
  id: string;
  request: CanaryRequest;
  state: 'watching' | 'decided' | 'stopped';
  createdAt: number;
  finishedAt: number | null;
  lookedAt: number | null;
  /** The last one. */
  comparison: CanaryComparison | null;
  /** Why the last look failed; it is tried again. */
  error: string | null;
}
