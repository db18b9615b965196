import type { ScoreCounts } from '../../contract';
import { EVERYTHING, type MeasureInputs, type MeasureResult, type Parameters, type Wanted } from '../measure';
import { calibrationError } from '../performance/calibrationError';
import { standing } from '../performance/scores';
import { undefinedResult } from '../results';
import { criticalValue, simultaneousConfidence } from '../statistics';
import { describeGroup, summarize } from './groupStanding';

type Interval = { lower: number; upper: number };

/** What is compared between the groups: a value of scored, labelled rows, and its interval where it has one. */
interface Calibration {
  valueOf: (counts: ScoreCounts, params: Parameters) => number | null;
  intervalOf: (counts: ScoreCounts, value: number, confidence: number) => Interval | undefined;
}

/** A value of one group among the groups of a segment; what a table shows beside it stands in `group`. */
const ofGroup =
  ({ valueOf, intervalOf }: Calibration) =>
  (input: MeasureInputs['groupScores'], params: Parameters, wanted: Wanted = EVERYTHING): MeasureResult => {
    const group = input.group ?? '';
    const counts = input.groups[group];
    if (!counts) return undefinedResult('no rows', { rows: 0, weight: 0 });
    const { counted } = standing(counts);
    const known = valuesOf(input, valueOf, params);
    const own = known.find((one) => one.group === group);
    const beside = wanted.everything
      ? { ...describeGroup(counts, own, pairOf(known)), ...besideGroup(input, known, valueOf, params) }
      : undefined;
    if (!own) return { ...undefinedResult('no labelled predictions', counted), group: beside };
    const confidence = simultaneousConfidence(known.length, 'independent');
    return { value: own.rate, interval: intervalOf(counts, own.rate, confidence), ...counted, group: beside };
  };

function valuesOf(
  { groups, minimumGroup }: MeasureInputs['groupScores'],
  valueOf: Calibration['valueOf'],
  params: Parameters,
) {
  return Object.entries(groups).flatMap(([group, counts]) => {
    const rate = valueOf(counts, params);
    return rate === null ? [] : [{ group, rate, rows: counts.rows, isSmall: counts.rows < minimumGroup }];
  });
}

function pairOf(known: ReturnType<typeof valuesOf>) {
  const compared = known.filter(({ isSmall }) => !isSmall).sort((a, b) => b.rate - a.rate);
  return compared.length < 2 ? null : { highest: compared[0]!, lowest: compared[compared.length - 1]! };
}

/** The group in the baseline, and the pair that is furthest apart; such values have no ratio. */
function besideGroup(
  input: MeasureInputs['groupScores'],
  known: ReturnType<typeof valuesOf>,
  valueOf: Calibration['valueOf'],
  params: Parameters,
) {
  const pair = pairOf(known);
  const compared = new Set(known.filter(({ isSmall }) => !isSmall).map(({ group }) => group));
  const before = input.baseline ? valuesOf({ ...input, groups: input.baseline }, valueOf, params) : [];
  const pairBefore = pairOf(before.filter(({ group }) => compared.has(group)));
  return {
    baseline: before.find(({ group }) => group === input.group)?.rate ?? null,
    disparity: {
      highest: pair?.highest.group ?? null,
      lowest: pair?.lowest.group ?? null,
      difference: summarize(
        pair && pair.highest.rate - pair.lowest.rate,
        null,
        pairBefore && pairBefore.highest.rate - pairBefore.lowest.rate,
      ),
      ratio: summarize(null, null, null),
    },
  };
}

/** Expected calibration error by group. No interval: the error of few rows is biased upwards. */
export const calibrationErrorOfGroup = ofGroup({
  valueOf: (counts, params) => calibrationError(counts, params).value,
  intervalOf: () => undefined,
});

/**
 * Mean score less the share of positives, by group, between −1 and 1: above 0 the group is thought more often positive
 * than it is. Interval by the central limit, at a confidence by which those of all groups hold at once (Šidák).
 */
export const calibrationGapOfGroup = ofGroup({
  valueOf: (counts) => gapOf(counts).mean,
  intervalOf: (counts, value, confidence) => {
    const { variance } = gapOf(counts);
    if (variance === null || counts.rows < 2) return undefined;
    const half = criticalValue(confidence) * Math.sqrt(variance / (counts.rows - 1));
    return { lower: value - half, upper: value + half };
  },
});

/** Mean and population variance of score less label. */
function gapOf({ scores, positives, negatives }: ScoreCounts): {
  mean: number | null;
  variance: number | null;
} {
  let weight = 0;
  let sum = 0;
  let squares = 0;
  scores.forEach((score, k) => {
    weight += positives[k]! + negatives[k]!;
    sum += positives[k]! * (score - 1) + negatives[k]! * score;
    squares += positives[k]! * (score - 1) ** 2 + negatives[k]! * score ** 2;
  });
  if (!(weight > 0)) return { mean: null, variance: null };
  const mean = sum / weight;
  return { mean, variance: Math.max(0, squares / weight - mean * mean) };
}
