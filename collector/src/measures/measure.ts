import type {
  AgeCounts,
  AgreementCounts,
  ArrivalCounts,
  ArrivalTriangle,
  AttributionCounts,
  BinCounts,
  ClassScoreCounts,
  ColumnProfile,
  ConfusionCounts,
  DisparitySummary,
  DistinctValues,
  EventCounts,
  InputKind,
  IntervalCounts,
  LagCounts,
  OutcomeCounts,
  OutsideCounts,
  ParityCounts,
  PredictedScores,
  PunctualityCounts,
  RankingSums,
  ResidualSums,
  ScoreCounts,
  ServingCounts,
  TopCounts,
} from '../contract';
import type { BudgetSpending, Spending } from './cost';
import type { Reconstruction } from './drift';
import type { FeatureSample } from './featureSample';
import type { LearnedLoss } from './estimate';
import type { Evidence } from './evidence';
import type { IsotonicFit } from './statistics';

/** Counts of each value of a segment, of which a measure compares all or tells one. */
export interface GroupsInput<Counts> {
  groups: Record<string, Counts>;
  /** The same groups in the baseline; null where it cannot tell. */
  baseline: Record<string, Counts> | null;
  /** Rows below which a group is named, and compared with nobody. */
  minimumGroup: number;
  /** The group that is told, of a measure by group. */
  group?: string;
}

/** What an estimated measure turned out to be, as far as labels say. */
export interface RealisedValue {
  value: number;
  /** Share of the answered predictions that are labelled. */
  coverage: number;
}

/** What a measure of each input kind is given. */
export interface MeasureInputs {
  bins:
    | {
        profile: ColumnProfile;
        current: BinCounts;
        /** Of the same bins in earlier windows, which then take the place of the baseline's rows. */
        earlier?: BinCounts;
      }
    | { joined: { baseline: number[]; current: number[]; rows: number } };
  /** `baseline` is null where the baseline does not have the column as a number; of a window it is of logged rows. */
  values: { baseline: DistinctValues | null; current: DistinctValues; isWindow?: boolean };
  /** `positive`: index of the positive class, where the model has one. */
  confusion: ConfusionCounts & { positive?: number };
  scores: ScoreCounts;
  classScores: ClassScoreCounts;
  top: TopCounts;
  residuals: ResidualSums;
  constantForecast: { residuals: ResidualSums; labels: DistinctValues };
  forecastIntervals: IntervalCounts;
  ranking: RankingSums;
  /** `calibrations` stand in the order of the scores; `positive` is the index of the positive class of two. */
  estimate: {
    predictions: PredictedScores;
    calibrations: readonly IsotonicFit[];
    classes: string[];
    positive?: number;
    outside: OutsideCounts;
    realised?: RealisedValue;
  };
  /** Losses that are expected of the answered predictions that were read, of `total`; null where there are none. */
  estimatedLoss: {
    losses: Float64Array;
    weights: Float64Array;
    total: number;
    learned: Pick<LearnedLoss, 'deviation' | 'rows'> | null;
    outside: OutsideCounts;
    realised?: RealisedValue;
  };
  /** A confusion per group, with the index of the positive class. */
  groups: GroupsInput<ConfusionCounts> & { positive: number };
  groupScores: GroupsInput<ScoreCounts>;
  /** Quantiles were asked for in the order of `quantilesOf`. */
  arrivals: ArrivalCounts;
  serving: ServingCounts;
  /** Windows that end together; `budget` is the share that may be bad. */
  budget: { long: EventCounts; short?: EventCounts; budget: number; periodHours: number };
  /** `earlier` are predictions before the window; `expectedShare` is what the model declares or the query says. */
  lags: { current: LagCounts; earlier: LagCounts | null; expectedShare: number | null };
  /** As of a moment; Infinity where every label is seen. */
  triangle: ArrivalTriangle & { asOf: number };
  /** Of one feature. Quantiles were asked for in the order of `quantilesOf`. */
  ages: AgeCounts & { ttlSeconds: number | null };
  punctuality: PunctualityCounts;
  /** Of one feature. */
  parity: ParityCounts;
  outcomes: OutcomeCounts;
  outcomePair: { of: OutcomeCounts; against: OutcomeCounts };
  agreement: AgreementCounts;
  spending: Spending;
  budgetSpending: BudgetSpending;
  /** `feature` where the measure is of one; `earlier` is null where the measure compares with nothing. */
  attributions: { current: AttributionCounts; earlier: AttributionCounts | null; feature?: string };
  /** The hour with the greatest evidence, with the moment at which it ended; null where no hour is known. */
  evidence: { hour: (Evidence & { end: number }) | null; rows: number; weight: number };
  strata: {
    /** Counts of the bins of one feature, then unseen and missing values; a stratum that is not there has none. */
    strata: { name: string; baseline: number[]; baselineRows: number; current: number[]; rows: number }[];
    minimumRows: number;
    /** Of strata that are labels. */
    coverage?: number;
  };
  weightedBins: {
    features: { name: string; importance: number; bins: MeasureInputs['bins'] }[];
    /** Where the importance is from, in the words of the parameter. */
    source: string;
  };
  /** By class. */
  predictedClasses: { classes: string[]; baseline: number[]; current: number[]; rows: number };
  reconstruction: { reconstruction: Reconstruction; current: FeatureSample };
  domains: { baseline: FeatureSample; current: FeatureSample };
  /** Requests now, and of each earlier week that the model was already there for, the latest first. */
  volume: { requests: number; rows: number; earlier: number[] };
  collector: { behindSeconds: number };
}

export type Parameters = Readonly<Record<string, number | string>>;

/** What of a result is shown: a series has no room for intervals that take longer than the value. */
export interface Wanted {
  everything: boolean;
  /** Intervals by resampling, which take a thousand times as long as the value. */
  bootstrap: boolean;
}

export const EVERYTHING: Wanted = { everything: true, bootstrap: true };

export interface ResultTable {
  columns: { name: string; type: 'number' | 'string' | 'time' | 'boolean'; unit?: string }[];
  rows: (number | string | boolean | null)[][];
}

/** A number, and how far it can be trusted. */
export interface MeasureResult {
  /** Null where it is not defined; `reason` then says why. */
  value: number | null;
  /** 95 % interval, where the measure has one. */
  interval?: { lower: number; upper: number };
  /** Where the value lies, of one that aggregates tell within a bound; without it the value is exact. */
  bound?: { lower: number; upper: number };
  pValue?: number;
  /** Logged rows behind the value. */
  rows: number;
  /** What a minimum sample is held against, where it is not all rows: those of the smaller group of a worst pair. */
  evidenceRows?: number;
  /** Their weight (1 / sampleRate each). */
  weight: number;
  /** Share of the answered predictions that are labelled; of measures that need labels. */
  coverage?: number;
  reason?: string;
  /** Too few bad events for a breach, whatever the value. */
  lacksEvents?: boolean;
  /** What a table shows beside the value: the groups of a disparity, for example. */
  details?: Record<string, string>;
  /** The table that the measure is about, where one number is not all of it: the cells of a confusion. */
  table?: ResultTable;
  /** Of a measure by group: what the table of groups shows beside the rate. */
  group?: {
    size: number;
    labelled: number;
    isSmall: boolean;
    isWorst: boolean;
    baseline: number | null;
    disparity: Omit<DisparitySummary, 'labels'>;
  };
}

/** A measure is a pure function from its input. */
export type Measure<K extends InputKind = InputKind> = (
  input: MeasureInputs[K],
  params: Parameters,
  wanted?: Wanted,
) => MeasureResult;
