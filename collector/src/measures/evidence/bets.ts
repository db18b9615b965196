import { clippedRatio } from './clippedRatio';
import { greatestMean, type Healthy } from './greatestMean';

/** Where the share of one bin may have gone: so much of the way from the greatest healthy share to everything. */
const JUMPS = [0.1, 0.3, 0.6, 0.9];

/** More would not be a number any longer. */
const MOST_LOG = 300;

/**
 * Wealth of bets that one bin has taken over: a value that is missing, a new category, a constant. No learning is needed,
 * so the very first window tells. Each bet is a likelihood ratio of binomial counts against the greatest healthy share;
 * for every lesser share its mean is less than 1.
 *
 * Wealth begins anew with 1 whenever it falls below, as in a CUSUM.
 */
export class JumpBets {
  private readonly wealth: Float64Array;
  /** Bins of which some bet holds more than 1. */
  private readonly playing: Uint8Array;

  constructor(bins: number) {
    this.wealth = new Float64Array(bins * JUMPS.length);
    this.playing = new Uint8Array(bins);
  }

  /** Bets on a window and returns the mean wealth. */
  play(counts: Float64Array, healthy: readonly Healthy[]): number {
    let rows = 0;
    for (let bin = 0; bin < counts.length; bin++) rows += counts[bin]!;
    let total = 0;
    for (let bin = 0; bin < counts.length; bin++) {
      let usual = 0;
      for (let one = 0; one < healthy.length; one++) {
        usual = Math.max(usual, healthy[one]!.shares[bin]! + healthy[one]!.radius);
      }
      const loses = usual >= 1 || counts[bin]! <= usual * rows;
      // What loses on a wealth of 1 begins anew: no logarithm is needed to know it.
      if (!loses || this.playing[bin]) total += this.playBin(bin, counts[bin]!, rows, Math.min(1, usual));
    }
    return total / this.wealth.length;
  }

  private playBin(bin: number, count: number, rows: number, usual: number): number {
    let total = 0;
    let greatest = 0;
    for (let jump = 0; jump < JUMPS.length; jump++) {
      const place = bin * JUMPS.length + jump;
      const share = usual + (1 - usual) * JUMPS[jump]!;
      const log =
        usual === 1
          ? 0
          : count * Math.log(share / usual) + (rows - count) * Math.log((1 - share) / (1 - usual));
      const wealth = grow(this.wealth[place]!, log);
      this.wealth[place] = wealth;
      total += wealth;
      greatest = Math.max(greatest, wealth);
    }
    this.playing[bin] = greatest > 1 ? 1 : 0;
    return total;
  }

  forget(): void {
    this.wealth.fill(0);
    this.playing.fill(0);
  }
}

/** Rows of what is healthy that stand against those of the last hours. */
const PRIOR_ROWS = 20;
/** Each hour counts so much less than the next. */
const FADING = 0.5 ** (1 / 6);

/** Wealth of a bet that the next window looks like the last hours, whatever that is. */
export class LearnedBet {
  private readonly recent: Float64Array;
  private wealth = 1;

  constructor(bins: number) {
    this.recent = new Float64Array(bins);
  }

  play(counts: Float64Array, healthy: readonly Healthy[]): number {
    const scores = this.scores(healthy);
    if (scores) {
      const fair = Math.max(...healthy.map((one) => greatestMean(scores, one)));
      let log = 0;
      for (let bin = 0; bin < counts.length; bin++) {
        if (counts[bin]! > 0) log += counts[bin]! * Math.log(scores[bin]! / fair);
      }
      this.wealth = grow(this.wealth, log);
    } else {
      // What was won fades once the last hours are healthy: an alarm is about now.
      this.wealth = Math.max(1, this.wealth / 2);
    }
    return this.wealth;
  }

  learn(counts: Float64Array): void {
    for (let bin = 0; bin < counts.length; bin++) {
      this.recent[bin] = this.recent[bin]! * FADING + counts[bin]!;
    }
  }

  forget(): void {
    this.wealth = 1;
  }

  /** The bet against what is nearest; null where the last hours are healthy and nothing is bet. */
  private scores(healthy: readonly Healthy[]): Float64Array | null {
    let rows = PRIOR_ROWS;
    for (let bin = 0; bin < this.recent.length; bin++) rows += this.recent[bin]!;
    let nearest = healthy[0]!;
    let least = Infinity;
    for (const one of healthy) {
      let distance = 0;
      for (let bin = 0; bin < this.recent.length; bin++) {
        const learned = (one.shares[bin]! * PRIOR_ROWS + this.recent[bin]!) / rows;
        distance += Math.abs(learned - one.shares[bin]!) / 2;
      }
      if (distance <= one.radius) return null;
      if (distance - one.radius < least) {
        least = distance - one.radius;
        nearest = one;
      }
    }
    const { shares } = nearest;
    const learned = shares.map((share, bin) => (share * PRIOR_ROWS + this.recent[bin]!) / rows);
    return clippedRatio(learned, nearest);
  }
}

const grow = (wealth: number, log: number): number =>
  Math.exp(Math.min(MOST_LOG, Math.log(Math.max(1, wealth)) + log));
