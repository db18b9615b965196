import { type Static, Type } from '@sinclair/typebox';
import type { Interval } from './replay';

/** One side of a comparison: a version as a replay run scored it, or what was served. */
const Side = Type.Union([
  Type.Literal('logged', { description: 'what was served, whichever version served it' }),
  Type.Object(
    { version: Type.String(), repaired: Type.Optional(Type.Boolean({ default: false })) },
    { additionalProperties: false },
  ),
]);

export const ComparisonRequest = Type.Object(
  {
    reference: Type.Optional(Side),
    candidate: Type.Optional(
      Type.Object(
        { version: Type.String(), repaired: Type.Optional(Type.Boolean({ default: false })) },
        { additionalProperties: false },
      ),
    ),
    asOf: Type.Optional(
      Type.String({
        description: "labels that arrived later are not seen; the run's own moment unless given",
      }),
    ),
    seed: Type.Optional(
      Type.Integer({ minimum: 0, description: 'of the bootstrap; the same one unless given' }),
    ),
  },
  {
    $id: 'ComparisonRequest',
    additionalProperties: false,
    description:
      "The reference is the production version where the run has it, else what was served; the candidate is the run's " +
      'last version other than the reference.',
  },
);
export type ComparisonRequest = Static<typeof ComparisonRequest>;

export interface ComparedSide {
  /** `logged` is what was served. */
  version: string;
  repaired: boolean;
}

/** How an interval of a difference was found; the rows are the same on both sides, so that it is of pairs. */
export type PairedMethod = 'DeLong' | 'Tango' | 'bootstrap' | 'normal';

export interface PairedDifference {
  /** Candidate less reference. */
  value: number;
  interval: Interval | null;
  method: PairedMethod;
}

export interface ComparedMeasure {
  measure: string;
  title: string;
  unit: string;
  better: 'higher' | 'lower';
  /** Of a measure of fairness: between whose groups. */
  segment?: string;
  reference: number | null;
  referenceInterval: Interval | null;
  candidate: number | null;
  candidateInterval: Interval | null;
  difference: PairedDifference | null;
  /** Of a measure of fairness: groups that are too small to be compared. */
  leftOut?: string[];
  /** Why a value is missing. */
  reason?: string;
}

export interface FlipExample {
  id: string;
  /** Milliseconds since 1970. */
  ts: number;
  reference: number;
  candidate: number;
  /** Null while it has not arrived. */
  label: string | null;
}

/** Rows that the two classify differently, in one direction. */
export interface Flips {
  from: string;
  to: string;
  rows: number;
  /** Of the labelled ones: those that the candidate has right. */
  labelled: number;
  right: number;
  /** Those whose scores differ most. */
  examples: FlipExample[];
}

export interface ScoreShift {
  rows: number;
  reference: number;
  candidate: number;
  /** Of candidate less reference over the rows: the mean with its interval, quantiles, and the largest size. */
  mean: number;
  interval: Interval | null;
  quantiles: { p05: number; p50: number; p95: number };
  largest: number;
}

export interface ComparedSegment {
  segment: string;
  group: string;
  rows: number;
  labelled: number;
  agreement: number | null;
  measures: ComparedMeasure[];
}

/** How labelled rows stand for those whose labels have not arrived. */
export interface LabelWeighting {
  rows: number;
  labelled: number;
  coverage: number;
  /** In words: what the strata are. */
  rule: string;
  strata: number;
  /** Least and largest label coverage of a stratum. */
  leastCoverage: number;
  largestCoverage: number;
  /** Rows that an unweighted sample of the same precision would have (Kish). */
  effectiveRows: number;
}

export interface ComparedCost {
  /** Milliseconds that scoring a row took in the run, the thread's own time; null where the run did not score it. */
  msPerRow: number | null;
  /** As logged with the requests that this version served in the window. */
  costPerPrediction: number | null;
  /** Of scoring a million rows at the price of the guard rails. */
  computePerMillion: number | null;
  /** Of the ONNX file. */
  sizeBytes: number | null;
}

export type RailVerdict = 'ok' | 'breach' | 'insufficient data' | 'not mature';

export interface RailResult {
  /** What was asked, in words. */
  rail: string;
  verdict: RailVerdict;
  /** What was found, in words. */
  found: string;
}

export interface Comparison {
  run: string;
  model: string;
  /** Milliseconds since 1970: the window, and when it was compared. */
  from: number;
  to: number;
  comparedAt: number;
  reference: ComparedSide;
  candidate: ComparedSide;
  /** Rows that both scored, of those that were read; a share below 1 says that a sample was. */
  rows: number;
  share: number;
  /** Rows that a side could not score. */
  unscored: { reference: number; candidate: number };
  agreement: number | null;
  agreementInterval: Interval | null;
  flips: Flips[];
  shift: ScoreShift | null;
  weighting: LabelWeighting;
  performance: ComparedMeasure[];
  fairness: ComparedMeasure[];
  segments: ComparedSegment[];
  cost: { reference: ComparedCost; candidate: ComparedCost };
  /** By the guard rails of the model; null where it names none. */
  verdict: RailVerdict | null;
  rails: RailResult[];
}
