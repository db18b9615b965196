import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { wilsonInterval } from '../statistics';
import { plateauOf } from './expectedShare';
import { coverageOf } from './labelLagOfAll';

/** Earlier rows below which their curve says nothing. */
const LEAST_EARLIER = 200;

/**
 * Labels that have arrived over those that ever will, at most 1. What is expected is what the model declares, else the
 * height at which the arrivals of earlier predictions level off, else that of the window itself. Not defined where
 * none of these can tell: a young window alone would call itself mature.
 */
export function labelMaturity(lags: MeasureInputs['lags']): MeasureResult {
  const { current } = lags;
  const coverage = coverageOf(current);
  const counted = { rows: current.rows, weight: current.served, coverage };
  if (coverage === undefined) return undefinedResult('no answered predictions', counted);
  const expected = expectedShareOf(lags);
  if (!expected) return undefinedResult('labels still arriving and no share to expect', counted);
  const ends = wilsonInterval({ share: coverage, n: current.rows })!;
  const over = (share: number): number => Math.min(1, share / expected.share);
  return {
    value: over(coverage),
    interval: { lower: over(ends.lower), upper: over(ends.upper) },
    ...counted,
    details: { expectedShare: expected.share.toFixed(4), expectedFrom: expected.from },
  };
}

function expectedShareOf({ current, earlier, expectedShare }: MeasureInputs['lags']): {
  share: number;
  from: 'declared' | 'earlier predictions' | 'this window';
} | null {
  if (expectedShare !== null) return { share: expectedShare, from: 'declared' };
  const before = earlier && earlier.rows >= LEAST_EARLIER ? plateauOf(earlier) : null;
  if (before !== null) return { share: before, from: 'earlier predictions' };
  const own = plateauOf(current);
  return own === null ? null : { share: own, from: 'this window' };
}
