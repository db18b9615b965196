import { type ComparisonKind } from '../options';
import { type Gap } from './types';

/** How a disparity stands to what is allowed, and whether its interval leaves room for the contrary. */
export interface Judgement {
  isBeyond: boolean;
  /** False where the interval reaches across the allowed value, or there is none. */
  isSure: boolean;
}

/** Null where the pair has no such number: a ratio of two zeros. */
export function judgeGap(gap: Gap, kind: ComparisonKind, allowed: number): Judgement | null {
  const { value, lower, upper } = gap[kind];
  if (value === null) return null;
  // A difference may be at most, a ratio must be at least what is allowed.
  const isPast = (number: number): boolean => (kind === 'difference' ? number > allowed : number < allowed);
  const isBeyond = isPast(value);
  const other = [lower, upper].filter((bound) => bound !== null);
  return { isBeyond, isSure: other.length === 2 && other.every((bound) => isPast(bound) === isBeyond) };
}

/** Rates that are allowed beside the highest one. */
export function allowedBand(
  highest: number,
  kind: ComparisonKind,
  allowed: number,
): { low: number; high: number } {
  return { low: kind === 'difference' ? highest - allowed : highest * allowed, high: highest };
}
