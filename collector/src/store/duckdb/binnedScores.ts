import { LEAST_PROBABILITY, SCORE_TENTHS, type ScoreCounts } from '../../contract';
import { binOf, OUTSIDE_BIN, SCORE_BINS, scoreOfBin, tenthOf } from './aggregates';

/** In the order of `SUM_COLUMNS`. */
type SumsInOrder = readonly [number, number, number, number, number, number, number, number, number];

/** Labelled scores on their way into bins, with the sums that are exact. */
export class BinnedScores {
  private readonly positives = new Float64Array(SCORE_BINS);
  private readonly negatives = new Float64Array(SCORE_BINS);
  private readonly scoreSums = new Float64Array(SCORE_TENTHS);
  private readonly positivesOfTenth = new Float64Array(SCORE_TENTHS);
  private readonly brier = { sum: 0, squares: 0 };
  private readonly logLoss = { sum: 0, squares: 0 };
  private rows = 0;
  private outside = 0;

  /** Whether some score is no share: bins and sums then do not tell of it. */
  get hasOutside(): boolean {
    return this.outside !== 0;
  }

  /** Rows may be fewer than none: a label that was corrected is taken away. */
  addBin(bin: number, isPositive: boolean, rows: number, weight: number): void {
    this.rows += rows;
    if (bin === OUTSIDE_BIN) this.outside += rows;
    else (isPositive ? this.positives : this.negatives)[bin]! += rows * weight;
  }

  /** @param sums in the order of `SUM_COLUMNS`, each over `rows` rows of the same weight */
  addSums(tenth: number, isPositive: boolean, rows: number, sums: readonly number[], weight: number): void {
    if (tenth === OUTSIDE_BIN) return;
    const [score, square, fourth, restSquare, restFourth, log, logSquare, restLog, restLogSquare] =
      sums as SumsInOrder;
    this.scoreSums[tenth]! += score * weight;
    if (isPositive) this.positivesOfTenth[tenth]! += rows * weight;
    this.brier.sum += (isPositive ? restSquare : square) * weight;
    this.brier.squares += (isPositive ? restFourth : fourth) * weight;
    this.logLoss.sum -= (isPositive ? log : restLog) * weight;
    this.logLoss.squares += (isPositive ? logSquare : restLogSquare) * weight;
  }

  /** @param weight of all the rows together */
  addScore(score: number, isPositive: boolean, rows: number, weight: number): void {
    const bin = binOf(score);
    this.rows += rows;
    if (bin === OUTSIDE_BIN) {
      this.outside += Math.abs(rows);
      return;
    }
    (isPositive ? this.positives : this.negatives)[bin]! += weight;
    const tenth = tenthOf(score);
    this.scoreSums[tenth]! += score * weight;
    if (isPositive) this.positivesOfTenth[tenth]! += weight;
    const loss = isPositive ? (1 - score) ** 2 : score ** 2;
    this.brier.sum += loss * weight;
    this.brier.squares += loss * loss * weight;
    const clipped = Math.min(Math.max(score, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
    const log = Math.log(isPositive ? clipped : 1 - clipped);
    this.logLoss.sum -= log * weight;
    this.logLoss.squares += log * log * weight;
  }

  /** As scores in the middle of their bins. */
  counts(): Omit<ScoreCounts, 'served' | 'servedRows'> {
    const { positives, negatives } = this;
    const used = Array.from(positives, (_, bin) => bin).filter(
      (bin) => Math.abs(positives[bin]!) > NOTHING || Math.abs(negatives[bin]!) > NOTHING,
    );
    return {
      scores: Float64Array.from(used, scoreOfBin),
      positives: Float64Array.from(used, (bin) => positives[bin]!),
      negatives: Float64Array.from(used, (bin) => negatives[bin]!),
      rows: this.rows,
      sums: {
        brier: this.brier,
        logLoss: this.logLoss,
        scores: this.scoreSums,
        positives: this.positivesOfTenth,
      },
    };
  }
}

/** What rounding may leave of weights that were added and taken away again. */
const NOTHING = 1e-9;
