import type { AgreementCounts } from '../../contract';
import type { MeasureResult, Parameters } from '../measure';
import { rateResult, undefinedResult } from '../results';
import { CONFIDENCE, criticalValue, rateSequence } from '../statistics';

/**
 * Share of the predictions for which a candidate in shadow gave the served class, with its Wilson interval; `anytime`
 * asks for one that holds at every moment at once.
 */
export function shadowAgreement(counts: AgreementCounts, { interval }: Parameters = {}): MeasureResult {
  const { agreed, compared, comparedRows } = counts;
  const result = rateResult({
    part: agreed,
    whole: compared,
    wholeRows: comparedRows,
    rows: comparedRows,
    weight: compared,
    reason: reasonOf(counts, 'no prediction has a class of both the candidate and what was served'),
  });
  if (interval !== 'anytime' || result.value === null) return result;
  return { ...result, interval: rateSequence({ share: result.value, n: comparedRows }) };
}

/** Mean of candidate − served score, with its normal interval; beside it the mean size of the difference. */
export function shadowScoreShift(counts: AgreementCounts): MeasureResult {
  const { scored, scoredRows, difference, absoluteDifference, squaredDifference } = counts;
  const counted = { rows: scoredRows, weight: scored };
  if (!(scored > 0)) {
    return undefinedResult(
      reasonOf(counts, 'no prediction has a score of both the candidate and what was served'),
      counted,
    );
  }
  const value = difference / scored;
  const variance = Math.max(0, squaredDifference / scored - value * value);
  const half = criticalValue(CONFIDENCE) * Math.sqrt(variance / scoredRows);
  return {
    value,
    interval: { lower: value - half, upper: value + half },
    ...counted,
    details: { meanAbsoluteDifference: (absoluteDifference / scored).toPrecision(4) },
  };
}

const reasonOf = ({ rows }: AgreementCounts, otherwise: string): string =>
  rows > 0 ? otherwise : 'no candidate was in shadow';
