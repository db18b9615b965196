import { type Static, Type } from '@sinclair/typebox';
import { Filter, type Query } from './query';
import type { Interval, Repair } from './replay';

/** What an investigation can find. */
export const FINDING_KINDS = [
  'feature',
  'missing',
  'invalid',
  'schema',
  'freshness',
  'errors',
  'latency',
  'version',
  'duplicates',
  'clock',
  'labels',
  'performance',
  'score',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** `note` is nothing to act on: a standing difference, or a sure one that is too small to matter. */
export const FINDING_LEVELS = ['note', 'warning', 'critical'] as const;
export type FindingLevel = (typeof FINDING_LEVELS)[number];

/** What a drill can do to the rows that an investigation reads. */
export const INJECTION_KINDS = [
  'factor',
  'offset',
  'missing',
  'invalid',
  'constant',
  'truncated',
  'clipped',
  'swapped',
  'renamed',
  'merged',
  'stale',
  'errors',
  'latency',
  'duplicates',
  'clock',
  'labelOutage',
  'labelChange',
] as const;
export type InjectionKind = (typeof INJECTION_KINDS)[number];

export const Injection = Type.Object(
  {
    kind: Type.Union(INJECTION_KINDS.map((kind) => Type.Literal(kind))),
    from: Type.String({ description: 'RFC 3339: when it begins' }),
    to: Type.Optional(
      Type.String({ description: 'RFC 3339: when it ends; the end of the window unless given' }),
    ),
    feature: Type.Optional(Type.String({ description: 'of kinds that change a feature' })),
    otherFeature: Type.Optional(Type.String({ description: 'of `swapped`' })),
    size: Type.Optional(
      Type.Number({
        description:
          'factor: the factor; offset: standard deviations; clipped: the quantile; truncated: the step; ' +
          'stale, clock: hours; latency: the factor',
      }),
    ),
    share: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description: 'of the rows in the segment; all unless given',
      }),
    ),
    where: Type.Optional(Type.Array(Filter, { maxItems: 10 })),
    seed: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  {
    additionalProperties: false,
    description:
      'Of a drill: what is done to the rows in memory before they are looked at. Nothing stored changes.',
  },
);
export type Injection = Static<typeof Injection>;

export const InvestigationRequest = Type.Object(
  {
    model: Type.String(),
    from: Type.String({ description: 'RFC 3339, inclusive' }),
    to: Type.String({ description: 'RFC 3339, exclusive' }),
    filters: Type.Optional(Type.Array(Filter, { maxItems: 50 })),
    baseline: Type.Optional(
      Type.String({ description: "version whose baseline is compared with; production's unless given" }),
    ),
    asOf: Type.Optional(
      Type.String({ description: 'labels that arrived later are not seen; every label unless given' }),
    ),
    replay: Type.Optional(
      Type.Boolean({ description: 'run the proposed repair and say how much of the loss it explains' }),
    ),
    inject: Type.Optional(Injection),
  },
  { $id: 'InvestigationRequest', additionalProperties: false },
);
export type InvestigationRequest = Static<typeof InvestigationRequest>;

/** What a change looks like, recognised from the values before and after. */
export interface Likeness {
  pattern:
    | 'factor'
    | 'offset'
    | 'linear'
    | 'swapped'
    | 'truncated'
    | 'clipped'
    | 'constant'
    | 'renamed'
    | 'merged'
    | 'missing'
    | 'wrong type'
    | 'shifted';
  /** In words: `multiplied by 12`. */
  words: string;
  factor?: number;
  offset?: number;
  /** Names of levels, now and before. */
  levels?: { from: string; to: string }[];
  /** The feature whose values stand here. */
  otherFeature?: string;
  /** Share of the affected rows that the pattern accounts for. */
  share: number;
}

/** A share or a statistic before and after the change. */
export interface Effect {
  /** What is compared: `missing`, `p95`, `totalVariation`. */
  name: string;
  before: number | null;
  after: number | null;
  /** A unit id of Grafana. */
  unit: string;
}

export interface Finding {
  rank: number;
  kind: FindingKind;
  level: FindingLevel;
  /** One sentence for people. */
  title: string;
  feature: string | null;
  /** The segment that carries it; empty: everything. */
  where: Filter[];
  /** Milliseconds since 1970. The interval holds the beginning with 90 % probability; null: it stood before already. */
  since: { estimate: number; lower: number; upper: number; confidence: number } | null;
  /** When it ended, where it did within the window. */
  until: number | null;
  /** Predictions from the beginning to the end that are in the segment, and of those the ones that changed. */
  predictions: { inSegment: number; changed: number };
  effect: Effect;
  /** Natural logarithm of the bound on the probability of it by chance, corrected for everything that was looked at. */
  logProbability: number;
  /** Mean score before and after, in the segment. */
  score: { before: number | null; after: number | null };
  /** Of the labelled predictions of the segment; null where too few labels have arrived. */
  performance: {
    measure: 'rocAuc' | 'accuracy' | 'mae';
    before: number;
    after: number;
    labelled: number;
    coverage: number;
  } | null;
  likeness: Likeness | null;
  /** What `replay` would test; empty where nothing can be repaired. */
  repairs: Repair[];
  /** What was done to the model near the beginning, the nearest first. */
  changes: { ts: number; change: string; version: string | null; text: string; secondsBefore: number }[];
  /** A panel that draws this asks so. */
  evidence: { query: Query; range: { from: number; to: number } };
  links: Record<string, string>;
  /** Findings of a lower rank that follow from this one. */
  causes: number[];
}

export interface InvestigationReplay {
  /** Id of the replay run. */
  run: string;
  finding: number;
  version: string;
  measure: 'rocAuc' | 'accuracy';
  /** On the rows of the change: as served, with the repair, and the healthy time before. */
  logged: number | null;
  repaired: number | null;
  repairedInterval: Interval | null;
  healthy: number | null;
  /** (repaired - logged) / (healthy - logged), where the healthy time was better than what was served. */
  explained: number | null;
  error: string | null;
}

export interface Investigation {
  id: string;
  request: InvestigationRequest;
  state: 'running' | 'done' | 'failed';
  createdAt: number;
  finishedAt: number | null;
  error: string | null;
  /** In one sentence: the first finding, or that nothing was found and what would have been. */
  summary: string;
  /** What was read. `share` is below 1 where the window holds more rows than are read. */
  read: {
    window: { from: number; to: number; rows: number; share: number };
    before: { from: number; to: number; rows: number; share: number };
    baseline: string | null;
    /** Comparisons made: what the probabilities are corrected for. */
    comparisons: number;
  } | null;
  findings: Finding[];
  replay: InvestigationReplay | null;
}
