import type { CanaryCheck } from '../contract';

/** What a check found, before it is held against its bound. */
export interface Finding extends Pick<
  CanaryCheck,
  'name' | 'title' | 'unit' | 'canary' | 'stable' | 'value' | 'interval' | 'bound' | 'predictions'
> {
  /** On which side of the bound the canary should be. */
  better: 'lower' | 'higher';
  /** Of the canary, below which nothing is decided, whatever the interval says. */
  enough: number;
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
  const { better, enough, afterSeconds = 0, ...shown } = finding;
  const { value, interval, bound, predictions } = finding;
  const undecided = { ...shown, state: 'undecided' as const, morePredictions: null, moreSeconds: null };
  const after = (more: number): CanaryCheck => ({
    ...undecided,
    morePredictions: more,
    moreSeconds: canaryPerSecond > 0 ? more / canaryPerSecond + afterSeconds : null,
  });
  if (value === null || interval === null || predictions < enough) {
    return after(Math.max(1, Math.ceil(enough - predictions)));
  }
  const [isWithin, isBeyond] =
    better === 'lower'
      ? [interval.upper <= bound, interval.lower > bound]
      : [interval.lower >= bound, interval.upper < bound];
  if (isWithin || isBeyond) {
    return { ...undecided, state: isWithin ? 'holds' : 'breaks', morePredictions: 0, moreSeconds: 0 };
  }
  const gap = Math.abs(bound - value);
  const half = value < bound ? interval.upper - value : value - interval.lower;
  const factor = gap > 0 && Number.isFinite(half) ? (half / gap) ** 2 * SLOWER_THAN_ROOT : Infinity;
  if (!Number.isFinite(factor)) return undecided;
  return after(Math.max(1, Math.ceil(predictions * Math.max(0, factor - 1))));
}
