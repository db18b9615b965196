import { type DisparityOptions } from '../options';

/** What is allowed by the way of comparing that is chosen. */
export function allowedOf({ compareBy, allowedDifference, allowedRatio }: DisparityOptions): number {
  return compareBy === 'difference' ? allowedDifference : allowedRatio;
}
