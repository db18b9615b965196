import { JumpBets, LearnedBet } from './bets';
import type { Healthy } from './greatestMean';
import { SameHours } from './sameHours';

/** One feature, of all predictions or of those of one value of a segment. */
export interface EvidenceStream {
  feature: string;
  /** `client = mobile`; null for all predictions. */
  segment: string | null;
  /** What the baseline says is healthy; null for a segment, which the baseline does not know. */
  baseline: Healthy | null;
  bins: number;
  /** How far shares may move without harm. */
  harmless: number;
}

/** Wealth from which an hour is not learned from; healthy hours reach it one time in twenty at most. */
const DOUBTED = 20;

/**
 * An e-detector of one stream: wealth that cannot grow, on average and whatever the dependence between streams, while
 * the rows of each window come from a healthy distribution.
 */
export class StreamDetector {
  private readonly jumps: JumpBets;
  private readonly learned: LearnedBet;
  private readonly usual: SameHours;
  /** After the last window; it begins with 1. */
  wealth = 1;

  constructor(readonly stream: EvidenceStream) {
    this.jumps = new JumpBets(stream.bins);
    this.learned = new LearnedBet(stream.bins);
    this.usual = new SameHours(stream.bins);
  }

  /** Bets on the counts of one hour; null where it has no rows. */
  add(hour: number, counts: Float64Array | null): void {
    if (!counts) {
      this.usual.add(hour, null);
      return;
    }
    const { baseline, harmless } = this.stream;
    const usual = this.usual.healthyAt(hour, harmless);
    const healthy: Healthy[] = usual ? [usual] : [];
    if (baseline) {
      // While nobody knows what the hours of a day are like, more must be allowed.
      healthy.push(usual ? baseline : { ...baseline, radius: baseline.radius + harmless });
    }
    if (healthy.length > 0) {
      this.wealth = (this.jumps.play(counts, healthy) + this.learned.play(counts, healthy)) / 2;
    }
    this.learned.learn(counts);
    // What is doubted is not what is usual: the end of an incident would be the next one.
    this.usual.add(hour, usual && this.wealth >= DOUBTED ? null : counts);
  }

  /** After an alarm. What was seen is kept. */
  restart(): void {
    this.jumps.forget();
    this.learned.forget();
    this.wealth = 1;
  }
}
