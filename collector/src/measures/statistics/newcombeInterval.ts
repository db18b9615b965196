import { CONFIDENCE } from './normal';
import { wilsonInterval } from './wilsonInterval';

/** A share of rows, and how many rows it is of. */
export interface ObservedShare {
  share: number;
  n: number;
}

/**
 * Interval of the difference `first − second` of the shares of two independent groups: the distances of each share
 * from the ends of its own Wilson interval, squared and added. It stays within −1 and 1, and does not shrink to a
 * point where a share is 0 or 1. Null where a group has no rows.
 *
 * Newcombe, "Interval estimation for the difference between independent proportions" (1998), method 10.
 *
 * @example newcombeInterval({ first: { share: 56 / 70, n: 70 }, second: { share: 48 / 80, n: 80 } }) // 0.0524 to 0.3339
 */
export function newcombeInterval({
  first,
  second,
  confidence = CONFIDENCE,
}: {
  first: ObservedShare;
  second: ObservedShare;
  confidence?: number;
}): { lower: number; upper: number } | null {
  const one = wilsonInterval({ ...first, confidence });
  const other = wilsonInterval({ ...second, confidence });
  if (!one || !other) return null;
  const difference = first.share - second.share;
  return {
    lower: difference - Math.hypot(first.share - one.lower, other.upper - second.share),
    upper: difference + Math.hypot(one.upper - first.share, second.share - other.lower),
  };
}
