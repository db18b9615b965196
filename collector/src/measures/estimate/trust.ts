import type { OutsideCounts } from '../../contract';
import type { MeasureResult, RealisedValue } from '../measure';
import { undefinedResult } from '../results';

export const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/**
 * What stands beside every estimate: the share of rows unlike the baseline and, once labels are there, what came true.
 * With `refusal` where too many rows are unlike it, because neither a calibration nor trees say anything about such rows
 * (a feature in another unit gave an estimated ROC AUC of 0.947 where the labels then said 0.613).
 */
export function trustOf(
  { outside, realised }: { outside: OutsideCounts; realised?: RealisedValue },
  maximumOutside: number,
  counted: Pick<MeasureResult, 'rows' | 'weight'>,
): { details: Record<string, string>; refusal: MeasureResult | null } {
  const share = outside.weight > 0 ? outside.outside / outside.weight : 0;
  const details = {
    'outside the baseline': percent(share),
    ...(realised && {
      realised: String(Number(realised.value.toPrecision(6))),
      'of the labels': percent(realised.coverage),
    }),
  };
  if (share <= maximumOutside) return { details, refusal: null };
  const reason =
    `${percent(share)} of the rows are outside the baseline, and above ` +
    `${percent(maximumOutside)} nothing is estimated`;
  return { details, refusal: { ...undefinedResult(reason, counted), details } };
}
