import { niceTicks } from '../../shared/draw';
import { type Arrangement } from '../options';

/** Vertical scale of a chart of shares. */
export interface ShareScale {
  /** Signed: mirrored, the baseline is below zero; in a difference what has become rarer. */
  ticks: number[];
  /** Pixel of a signed share. */
  at: (share: number) => number;
  /** Between two ticks. */
  step: number;
}

const ROOMY = 110;

/** From zero up; around zero where baseline and current stand on both sides of it, or where a difference is drawn. */
export function shareScale(
  arrangement: Arrangement,
  max: number,
  plot: { top: number; bottom: number },
): ShareScale {
  const height = plot.bottom - plot.top;
  const isAroundZero = arrangement === 'mirrored' || arrangement === 'difference';
  const positive = niceTicks(max, (height > ROOMY ? 5 : 3) - (isAroundZero ? 2 : 0) || 2);
  const top = Math.max(positive.at(-1)!, max);
  const negative = isAroundZero ? positive.slice(1).map((tick) => -tick) : [];
  const bottom = isAroundZero ? -top : 0;
  return {
    ticks: [...negative.reverse(), ...positive],
    at: (share) => plot.bottom - ((share - bottom) / (top - bottom)) * height,
    step: positive[1]! - positive[0]!,
  };
}

/** What the highest bar of some slots reaches, in the way in which they are arranged. */
export function greatestBar(
  slots: { baselineShare: number | null; currentShare: number | null }[],
  arrangement: Arrangement,
): number {
  let greatest = 0;
  for (const { baselineShare, currentShare } of slots) {
    if (arrangement !== 'difference') greatest = Math.max(greatest, baselineShare ?? 0, currentShare ?? 0);
    else if (baselineShare !== null && currentShare !== null) {
      greatest = Math.max(greatest, Math.abs(currentShare - baselineShare));
    }
  }
  return greatest;
}
