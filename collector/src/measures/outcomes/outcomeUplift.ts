import type { OutcomeCounts } from '../../contract';
import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { newcombeInterval, rateDifferenceSequence } from '../statistics';
import { countedOutcomes, NOT_YET } from './countedOutcomes';

/**
 * Outcome rate of one deployment less that of another over the same time, with Newcombe's interval, or with one that
 * holds at every moment at once. The smaller of the two decides whether there are enough rows, and the younger whether
 * they are mature.
 */
export function outcomeUplift(
  { of, against }: MeasureInputs['outcomePair'],
  { interval }: Parameters = {},
): MeasureResult {
  const [one, other] = [countedOutcomes(of), countedOutcomes(against)];
  const counted = {
    rows: one.rows + other.rows,
    weight: one.weight + other.weight,
    evidenceRows: Math.min(one.rows, other.rows),
    coverage:
      one.coverage === undefined || other.coverage === undefined
        ? undefined
        : Math.min(one.coverage, other.coverage),
  };
  if (!(of.mature > 0) || !(against.mature > 0)) {
    return { ...undefinedResult(NOT_YET, counted), evidenceRows: counted.evidenceRows };
  }
  const [first, second] = [shareOf(of), shareOf(against)];
  return {
    value: first.share - second.share,
    interval:
      interval === 'anytime'
        ? rateDifferenceSequence({ first, second })
        : (newcombeInterval({ first, second }) ?? undefined),
    ...counted,
    details: { rate: first.share.toFixed(6), rateAgainst: second.share.toFixed(6) },
  };
}

const shareOf = ({ reached, mature, matureRows }: OutcomeCounts) => ({
  share: Math.min(1, reached / mature),
  n: matureRows,
});
