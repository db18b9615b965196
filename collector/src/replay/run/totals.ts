import type { ReplayFidelity, ReplayPerformance, ReplayResult } from '../../contract';
import { CONFIDENCE, wilsonInterval } from '../../measures';
import type {
  PerformanceTally,
  RankedArea,
  ScoredBatch,
  ScoredVariant,
  Variant,
  VariantTally,
} from '../worker/messages';
import { SpreadSample } from './spreadSample';

/** The sums of a run without its scores, as they are kept while it goes on. */
export interface TotalsState {
  rows: number;
  logged: PerformanceTally;
  variants: VariantState[];
}

interface VariantState {
  failed: Record<string, number>;
  performance: PerformanceTally;
  tally: VariantTally;
  rows: number;
  busyMs: number;
  served: { differing: number[]; agreeing: number[] };
}

/** Scores and labels of the rows before a run was taken up again, by place of the variants. */
export interface ScoresBefore {
  variants: Float64Array[];
  logged: Float64Array;
  labels: Int8Array;
}

/** Sums of a run so far, and the scores that its areas are computed from at the end. */
export class RunTotals {
  rows = 0;
  readonly variants: VariantTotals[];
  readonly logged = { performance: noPerformance(), scores: [] as Float64Array[] };
  readonly labels: Int8Array[] = [];

  constructor(variants: readonly Variant[], state?: TotalsState, before?: ScoresBefore) {
    this.variants = variants.map(
      (variant, index) => new VariantTotals(variant, state?.variants[index], before?.variants[index]),
    );
    if (!state || !before) return;
    this.rows = state.rows;
    addPerformance(this.logged.performance, state.logged);
    this.logged.scores.push(before.logged);
    this.labels.push(before.labels);
  }

  add(batch: ScoredBatch, numbers: Float64Array): void {
    this.rows += batch.labels.length;
    this.labels.push(batch.labels);
    this.logged.scores.push(batch.logged.scores);
    addPerformance(this.logged.performance, batch.logged.tally);
    batch.variants.forEach((variant, index) => this.variants[index]!.add(variant, numbers));
  }

  state(): TotalsState {
    return structuredClone({
      rows: this.rows,
      logged: this.logged.performance,
      variants: this.variants.map((variant) => variant.state()),
    });
  }
}

export class VariantTotals {
  readonly scores: Float64Array[] = [];
  private readonly failed: Record<string, number> = {};
  private readonly performance = noPerformance();
  private readonly tally: VariantTally = {
    scored: 0,
    scoreSum: 0,
    comparedClasses: 0,
    sameClass: 0,
    comparedScores: 0,
    largestDifference: 0,
    differing: 0,
  };
  private readonly served = { differing: new SpreadSample(), agreeing: new SpreadSample() };
  private rows = 0;
  private busyMs = 0;

  constructor(
    readonly variant: Variant,
    state?: VariantState,
    scores?: Float64Array,
  ) {
    if (!state || !scores) return;
    this.scores.push(scores);
    this.addSums(state);
    this.rows = state.rows;
    this.served.differing.add(state.served.differing);
    this.served.agreeing.add(state.served.agreeing);
  }

  add(scored: ScoredVariant, numbers: Float64Array): void {
    this.scores.push(scored.scores);
    this.rows += scored.scores.length;
    this.addSums(scored);
    this.served.differing.add((scored.served?.differing ?? []).map((row) => numbers[row]!));
    this.served.agreeing.add((scored.served?.agreeing ?? []).map((row) => numbers[row]!));
  }

  /** Rows that the version served and whose scores differ, and others whose do not, by number; at most some hundreds. */
  get examples(): { differing: number[]; agreeing: number[] } {
    return { differing: this.served.differing.values, agreeing: this.served.agreeing.values };
  }

  get differing(): number {
    return this.variant.repaired ? 0 : this.tally.differing;
  }

  state(): VariantState {
    const { failed, performance, tally, rows, busyMs, examples: served } = this;
    return { failed, performance, tally, rows, busyMs, served };
  }

  result(
    area: RankedArea | null,
    more: { scoresDigest: string; fidelity: Pick<ReplayFidelity, 'cause' | 'examples' | 'tolerance'> },
  ): ReplayResult {
    const { tally } = this;
    const { comparedScores: compared, differing } = tally;
    const isCompared = compared > 0 && !this.variant.repaired;
    return {
      ...this.variant,
      rows: this.rows,
      failed: this.failed,
      meanScore: share(tally.scoreSum, tally.scored),
      agreementWithLogged: share(tally.sameClass, tally.comparedClasses),
      largestDifferenceFromLogged: compared > 0 ? tally.largestDifference : null,
      comparedWithLogged: compared,
      performance: summarise(this.performance, area),
      rowsPerSecond: this.busyMs > 0 ? this.rows / (this.busyMs / 1000) : 0,
      scoresDigest: more.scoresDigest,
      fidelity: isCompared ? { compared, differing, ...more.fidelity } : null,
    };
  }

  private addSums({
    failed,
    tally,
    performance,
    busyMs,
  }: Pick<VariantState, 'failed' | 'tally' | 'performance' | 'busyMs'>): void {
    this.busyMs += busyMs;
    for (const [reason, rows] of Object.entries(failed))
      this.failed[reason] = (this.failed[reason] ?? 0) + rows;
    addPerformance(this.performance, performance);
    this.tally.scored += tally.scored;
    this.tally.scoreSum += tally.scoreSum;
    this.tally.comparedClasses += tally.comparedClasses;
    this.tally.sameClass += tally.sameClass;
    this.tally.comparedScores += tally.comparedScores;
    this.tally.differing += tally.differing;
    this.tally.largestDifference = Math.max(this.tally.largestDifference, tally.largestDifference);
  }
}

/** Performance with its intervals: Wilson's of the accuracy, DeLong's of the area. */
export function summarise(tally: PerformanceTally, area: RankedArea | null): ReplayPerformance {
  const accuracy = share(tally.correct, tally.classified);
  const interval = accuracy === null ? null : wilsonInterval({ share: accuracy, n: tally.classified });
  return {
    n: tally.labelled,
    rocAuc: area?.value ?? null,
    rocAucInterval: area?.interval ? { ...area.interval, confidence: CONFIDENCE } : null,
    accuracy,
    accuracyInterval: interval ? { ...interval, confidence: CONFIDENCE } : null,
  };
}

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

const noPerformance = (): PerformanceTally => ({ labelled: 0, classified: 0, correct: 0 });

function addPerformance(sum: PerformanceTally, more: PerformanceTally): void {
  sum.labelled += more.labelled;
  sum.classified += more.classified;
  sum.correct += more.correct;
}
