import type { ShadowCounts, ShadowGuardRails, ShadowRun } from '../contract';
import { rateSequence } from '../measures';

/** Share of the batches that may be slow: the guard rail is on the 95th percentile. */
const SLOW_SHARE = 0.05;

/** Share with the served class, with an interval that may be looked at after every batch. */
export function agreementOf({ agreed, compared }: ShadowCounts): ShadowRun['agreement'] {
  if (compared === 0) return null;
  const value = agreed / compared;
  return { value, ...rateSequence({ share: value, n: compared }) };
}

/**
 * The guard rail that the candidate has certainly run into, in words; null while none is. Looking after each batch is
 * sound, because the intervals hold at every moment: a candidate that keeps to a rail is stopped by it, in all time,
 * with at most 5 % probability. Rows of a batch share its time, so slowness is counted in batches.
 */
export function brokenRail(counts: ShadowCounts, rails: ShadowGuardRails): string | null {
  const { agreement: least, failureRate: most, latencyMs } = rails;
  const agreement = agreementOf(counts);
  if (least !== undefined && agreement && agreement.upper < least) {
    return (
      `It agrees with what was served in ${percent(agreement.value)} of ${counts.compared} predictions ` +
      `(at most ${percent(agreement.upper)}); its guard rail is ${percent(least)}.`
    );
  }
  const rows = counts.scored + counts.failed;
  const failures = rateOf(counts.failed, rows);
  if (most !== undefined && failures.lower > most) {
    return (
      `It cannot score ${percent(failures.share)} of ${rows} rows ` +
      `(at least ${percent(failures.lower)}); its guard rail is ${percent(most)}.`
    );
  }
  const slow = rateOf(counts.slowBatches, counts.batches);
  if (latencyMs !== undefined && slow.lower > SLOW_SHARE) {
    return (
      `It takes longer than ${latencyMs} ms a row in ${percent(slow.share)} of ${counts.batches} batches ` +
      `(at least ${percent(slow.lower)}); its guard rail is ${percent(SLOW_SHARE)}.`
    );
  }
  return null;
}

function rateOf(part: number, n: number): { share: number; lower: number } {
  const share = n > 0 ? part / n : 0;
  return { share, lower: rateSequence({ share, n }).lower };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
