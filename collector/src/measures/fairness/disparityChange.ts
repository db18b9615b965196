import type { MeasureInputs, MeasureResult, Wanted } from '../measure';
import { undefinedResult } from '../results';
import { ratesOfGroups } from './comparedGroups';
import { DIFFERENCE } from './comparisons';
import {
  baselineKinds,
  countedOf,
  pairDetails,
  rowsOfGroup,
  smallGroups,
  whyNone,
  worstOf,
} from './disparity';
import type { NamedRate } from './groupRates';

/** Each of the two disparities may miss once in forty, so that both hold in 95 of 100 (Bonferroni). */
const CONFIDENCE_OF_EACH = 0.975;

/**
 * The largest difference between groups now less the one that the same groups have in the baseline, between −1 and 1:
 * above 0 the model has become less fair. A disparity that was always there is shown by the difference itself; an alert
 * is for one that grew.
 */
export function disparityChange(
  input: MeasureInputs['groups'],
  rates: NamedRate[],
  wanted: Wanted,
): MeasureResult {
  const counted = countedOf(input, rates[0]!.ofLabelled);
  const kinds = rates.map((rate) => ratesOfGroups(input.groups, input, rate));
  const now = worstOf(kinds, DIFFERENCE);
  if (!now) return undefinedResult(whyNone(input, counted.rows), counted);
  const kindsBefore = baselineKinds(input, rates);
  const before = worstOf(kindsBefore, DIFFERENCE);
  if (!before) return undefinedResult('the baseline does not have two of these groups', counted);
  return {
    value: now.value - before.value,
    interval: wanted.everything ? intervalOf(kinds, kindsBefore) : undefined,
    ...counted,
    evidenceRows: Math.min(rowsOfGroup(now.pair.highest), rowsOfGroup(now.pair.lowest)),
    details: {
      ...pairDetails(now.pair),
      now: now.value.toPrecision(4),
      baseline: before.value.toPrecision(4),
      ...smallGroups(kinds),
    },
  };
}

function intervalOf(
  now: Parameters<typeof DIFFERENCE.interval>[0],
  before: Parameters<typeof DIFFERENCE.interval>[0],
): MeasureResult['interval'] {
  const later = DIFFERENCE.interval(now, CONFIDENCE_OF_EACH);
  const earlier = DIFFERENCE.interval(before, CONFIDENCE_OF_EACH);
  if (!later || !earlier) return undefined;
  return { lower: later.lower - earlier.upper, upper: later.upper - earlier.lower };
}
