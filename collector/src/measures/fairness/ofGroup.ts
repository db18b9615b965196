import { EVERYTHING, type MeasureInputs, type MeasureResult, type Parameters, type Wanted } from '../measure';
import { confusionCoverage, labelledWeight } from '../performance/confusion';
import { undefinedResult } from '../results';
import { simultaneousConfidence, wilsonInterval } from '../statistics';
import { ratesOfGroups, worstPair } from './comparedGroups';
import { DIFFERENCE, RATIO } from './comparisons';
import { baselineKinds } from './disparity';
import {
  ACCURACY,
  FALSE_POSITIVE_RATE,
  type NamedRate,
  PRECISION,
  SELECTION_OF_LABELLED,
  SELECTION_OF_SERVED,
  TRUE_POSITIVE_RATE,
} from './groupRates';
import { describeGroup, summarize } from './groupStanding';

/**
 * A rate of one group among the groups of a segment, with its Wilson interval at a confidence by which the intervals of
 * all groups hold at once (Šidák: groups share no row). What a table shows beside it stands in `group`.
 */
function rateOfGroup(input: MeasureInputs['groups'], named: NamedRate, wanted: Wanted): MeasureResult {
  const group = input.group ?? '';
  const confusion = input.groups[group];
  if (!confusion) return undefinedResult('no rows', { rows: 0, weight: 0 });
  const labelled = labelledWeight(confusion);
  const served = labelled + confusion.unlabelled.reduce((total, count) => total + count, 0);
  const counted = {
    rows: named.ofLabelled ? confusion.rows : confusion.servedRows,
    weight: named.ofLabelled ? labelled : served,
    coverage: named.ofLabelled ? confusionCoverage(confusion) : undefined,
  };
  const kind = ratesOfGroups(input.groups, input, named);
  const own = kind.rates.find((rate) => rate.group === group);
  const standing = wanted.everything ? standingOf(input, named, group) : undefined;
  if (!own) return { ...undefinedResult(named.reason, counted), group: standing };
  const confidence = simultaneousConfidence(kind.rates.length, 'independent');
  return {
    value: own.rate,
    interval: wilsonInterval({ share: own.rate, n: own.rows, confidence }) ?? undefined,
    ...counted,
    evidenceRows: Math.round(own.rows),
    group: standing,
  };
}

function standingOf(input: MeasureInputs['groups'], named: NamedRate, group: string): MeasureResult['group'] {
  const kind = ratesOfGroups(input.groups, input, named);
  const pair = worstPair(kind);
  const before = baselineKinds(input, [named]);
  const pairBefore = before[0] ? worstPair(before[0]) : null;
  const number = (comparison: typeof DIFFERENCE) =>
    summarize(
      pair && comparison.compare(pair),
      pair && comparison.interval([kind]),
      pairBefore && comparison.compare(pairBefore),
    );
  const inBaseline = input.baseline?.[group];
  return {
    ...describeGroup(
      input.groups[group]!,
      kind.rates.find((rate) => rate.group === group),
      pair,
    ),
    baseline: (inBaseline && named.rate(inBaseline, input.positive)?.rate) ?? null,
    disparity: {
      highest: pair?.highest.group ?? null,
      lowest: pair?.lowest.group ?? null,
      difference: number(DIFFERENCE),
      ratio: number(RATIO),
    },
  };
}

const byGroup =
  (named: NamedRate | ((params: Parameters) => NamedRate)) =>
  (input: MeasureInputs['groups'], params: Parameters, wanted: Wanted = EVERYTHING): MeasureResult =>
    rateOfGroup(input, typeof named === 'function' ? named(params) : named, wanted);

/** Share predicted positive, by group. Over labelled rows equal to Fairlearn 0.15.0 `selection_rate`. */
export const selectionRateOfGroup = byGroup(({ rows }) =>
  rows === 'labelled' ? SELECTION_OF_LABELLED : SELECTION_OF_SERVED,
);
/** Share of the positives that was found, by group. Fairlearn 0.15.0 `true_positive_rate`. */
export const truePositiveRateOfGroup = byGroup(TRUE_POSITIVE_RATE);
/** Share of the negatives taken for positive, by group. Fairlearn 0.15.0 `false_positive_rate`. */
export const falsePositiveRateOfGroup = byGroup(FALSE_POSITIVE_RATE);
/** Share of the predicted positives that were positive, by group. scikit-learn 1.9.1 `precision_score`. */
export const precisionOfGroup = byGroup(PRECISION);
/** Share that was right, by group. scikit-learn 1.9.1 `accuracy_score`. */
export const accuracyOfGroup = byGroup(ACCURACY);
