import type { CanaryCheck } from '../contract';

/** What a check found, before it is held against its bound. */
export interface Finding extends Pick<
  CanaryCheck,
  'name' | 'title' | 'unit' | 'canary' | 'stable' | 'value' | 'bound' | 'predictions'
> {
  /** Its upper end is infinite where nothing bounds it. */
  interval: { lower: number; upper: number } | null;
  /** On which side of the bound the canary should be. */
  better: 'lower' | 'higher';
  /** Of the canary, below which nothing is decided, whatever the interval says. */
  enough: number;
  /** Of the canary, from which on the interval has both ends. */
  boundedFrom?: number;
  /** How long after a prediction it counts. */
  afterSeconds?: number;
}

/** A prediction costs more than its share where the sequence grows slowly; a tenth more covers it. */
const SLOWER_THAN_ROOT = 1.1;

/**
 * Holds what was found against its bound. Where the interval still contains the bound it says how many more predictions
 * of the canary would free it, if everything stays as it is: widths shrink with the root of their number.
 */
export function judge(finding: Finding, canaryPerSecond: number): CanaryCheck {
  const { better, enough, boundedFrom = enough, afterSeconds = 0, ...shown } = finding;
  const { value, interval, bound, predictions } = finding;
  const undecided: CanaryCheck = {
    ...shown,
    interval: interval && { ...interval, upper: Number.isFinite(interval.upper) ? interval.upper : null },
    state: 'undecided',
    morePredictions: null,
    moreSeconds: null,
  };
  const waitingFor = (wanted: number): CanaryCheck => {
    const more = Math.max(1, Math.ceil(Math.max(wanted, enough) - predictions));
    const moreSeconds = canaryPerSecond > 0 ? more / canaryPerSecond + afterSeconds : null;
    return { ...undecided, morePredictions: more, moreSeconds };
  };
  if (value === null || interval === null) return waitingFor(boundedFrom);
  const [isWithin, isBeyond] =
    better === 'lower'
      ? [interval.upper <= bound, interval.lower > bound]
      : [interval.lower >= bound, interval.upper < bound];
  if (predictions >= enough && (isWithin || isBeyond)) {
    return { ...undecided, state: isWithin ? 'holds' : 'breaks', morePredictions: 0, moreSeconds: 0 };
  }
  const gap = Math.abs(bound - value);
  const half = value < bound ? interval.upper - value : value - interval.lower;
  if (!Number.isFinite(half)) return waitingFor(boundedFrom);
  return gap > 0 ? waitingFor(predictions * (half / gap) ** 2 * SLOWER_THAN_ROOT) : undecided;
}
