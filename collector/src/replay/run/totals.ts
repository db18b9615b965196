import type { ReplayPerformance, ReplayResult } from '../../contract';
import { CONFIDENCE, wilsonInterval } from '../../measures';
import type {
  PerformanceTally,
  RankedArea,
  ScoredBatch,
  ScoredVariant,
  Variant,
  VariantTally,
} from '../worker/messages';

/** Sums of a run so far, and the scores that its areas are computed from at the end. */
export class RunTotals {
  rows = 0;
  readonly variants: VariantTotals[];
  readonly logged = { performance: noPerformance(), scores: [] as Float64Array[] };
  readonly labels: Int8Array[] = [];

  constructor(variants: readonly Variant[]) {
    this.variants = variants.map((variant) => new VariantTotals(variant));
  }

  add(batch: ScoredBatch): void {
    this.rows += batch.labels.length;
    this.labels.push(batch.labels);
    this.logged.scores.push(batch.logged.scores);
    addPerformance(this.logged.performance, batch.logged.tally);
    batch.variants.forEach((variant, index) => this.variants[index]!.add(variant));
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
  };
  private rows = 0;
  private busyMs = 0;

  constructor(readonly variant: Variant) {}

  add({ scores, failed, tally, performance, busyMs }: ScoredVariant): void {
    this.scores.push(scores);
    this.rows += scores.length;
    this.busyMs += busyMs;
    for (const [reason, rows] of Object.entries(failed))
      this.failed[reason] = (this.failed[reason] ?? 0) + rows;
    addPerformance(this.performance, performance);
    this.tally.scored += tally.scored;
    this.tally.scoreSum += tally.scoreSum;
    this.tally.comparedClasses += tally.comparedClasses;
    this.tally.sameClass += tally.sameClass;
    this.tally.comparedScores += tally.comparedScores;
    this.tally.largestDifference = Math.max(this.tally.largestDifference, tally.largestDifference);
  }

  result(area: RankedArea | null): ReplayResult {
    const { tally } = this;
    return {
      ...this.variant,
      rows: this.rows,
      failed: this.failed,
      meanScore: share(tally.scoreSum, tally.scored),
      agreementWithLogged: share(tally.sameClass, tally.comparedClasses),
      largestDifferenceFromLogged: tally.comparedScores > 0 ? tally.largestDifference : null,
      comparedWithLogged: tally.comparedScores,
      performance: summarise(this.performance, area),
      rowsPerSecond: this.busyMs > 0 ? this.rows / (this.busyMs / 1000) : 0,
    };
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
