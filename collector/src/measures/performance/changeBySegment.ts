import { CHANGE_FIELDS, type ConfusionCounts } from '../../contract';
import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { countClass, labelledWeight } from './confusion';

type Input = MeasureInputs['groups'];
/** What a rate is a share of, and the part that counts. */
type Parts = (confusion: ConfusionCounts, positive: number) => { part: number; whole: number };

const RATES: Record<string, Parts> = {
  accuracy: (confusion, positive) => {
    const { truePositives, trueNegatives } = countClass(confusion, positive);
    return { part: truePositives + trueNegatives, whole: labelledWeight(confusion) };
  },
  precision: (confusion, positive) => {
    const { truePositives, falsePositives } = countClass(confusion, positive);
    return { part: truePositives, whole: truePositives + falsePositives };
  },
  recall: (confusion, positive) => {
    const { truePositives, falseNegatives } = countClass(confusion, positive);
    return { part: truePositives, whole: truePositives + falseNegatives };
  },
  specificity: (confusion, positive) => {
    const { trueNegatives, falsePositives } = countClass(confusion, positive);
    return { part: trueNegatives, whole: trueNegatives + falsePositives };
  },
};

/**
 * A change of a rate, split by the values of a segment into what the mix of segments explains (more rows where the model
 * is weak) and what changed within them; both add up to the change, which is the value. A row a group, and its share of
 * either part.
 *
 * Mix Σ (wₙ − w₀)(rₙ + r₀ − R) / 2 and within Σ (rₙ − r₀)(wₙ + w₀) / 2, each half from either side: Kitagawa, "Components of
 * a difference between two rates" (1955). R, the mean of both rates, takes nothing from the sum and gives each group its
 * due: growing by rows of an average group is no change. A group that one side lacks has no change within.
 */
export function changeBySegment(input: Input, params: Parameters): MeasureResult {
  const partsOf = RATES[String(params.rate)]!;
  const confusions = Object.values(input.groups);
  const rows = confusions.reduce((total, one) => total + one.rows, 0);
  const weight = confusions.reduce((total, one) => total + labelledWeight(one), 0);
  const coverage = coverageOf(confusions);
  const counted = { rows, weight, coverage };
  if (!input.baseline) return undefinedResult('nothing to compare with has this segment', counted);
  const now = sharesOf(input.groups, input.positive, partsOf);
  const before = sharesOf(input.baseline, input.positive, partsOf);
  if (now.rate === null) return undefinedResult(`no ${String(params.rate)} in this window`, counted);
  if (before.rate === null) return undefinedResult(`no ${String(params.rate)} to compare with`, counted);
  const middle = (now.rate + before.rate) / 2;
  const groups = [...new Set([...now.groups.keys(), ...before.groups.keys()])].sort();
  let mixed = 0;
  let within = 0;
  const table = groups.map((group): (string | number | null)[] => {
    const later = now.groups.get(group) ?? { share: 0, rate: null };
    const earlier = before.groups.get(group) ?? { share: 0, rate: null };
    const rateNow = later.rate ?? earlier.rate ?? middle;
    const rateBefore = earlier.rate ?? later.rate ?? middle;
    const byMix = (later.share - earlier.share) * ((rateNow + rateBefore) / 2 - middle);
    const byRate = (rateNow - rateBefore) * ((later.share + earlier.share) / 2);
    mixed += byMix;
    within += byRate;
    return [group, later.share, earlier.share, later.rate, earlier.rate, byMix, byRate];
  });
  const share = { type: 'number', unit: 'percentunit' } as const;
  return {
    value: now.rate - before.rate,
    ...counted,
    details: { mix: mixed.toPrecision(4), within: within.toPrecision(4) },
    table: {
      columns: [
        { name: CHANGE_FIELDS.group, type: 'string' },
        { name: CHANGE_FIELDS.shareNow, ...share },
        { name: CHANGE_FIELDS.shareBefore, ...share },
        { name: CHANGE_FIELDS.rateNow, ...share },
        { name: CHANGE_FIELDS.rateBefore, ...share },
        { name: CHANGE_FIELDS.byMix, ...share },
        { name: CHANGE_FIELDS.within, ...share },
      ],
      rows: table,
    },
  };
}

function coverageOf(confusions: ConfusionCounts[]): number | undefined {
  let labelled = 0;
  let waiting = 0;
  for (const one of confusions) {
    labelled += labelledWeight(one);
    waiting += one.unlabelled.reduce((total, count) => total + count, 0);
  }
  return labelled + waiting > 0 ? labelled / (labelled + waiting) : undefined;
}

/** Each group's share of all that the rate is of, and its rate. */
function sharesOf(groups: Record<string, ConfusionCounts>, positive: number, partsOf: Parts) {
  const parts = Object.entries(groups).map(([group, confusion]) => ({
    group,
    ...partsOf(confusion, positive),
  }));
  const whole = parts.reduce((total, one) => total + one.whole, 0);
  const part = parts.reduce((total, one) => total + one.part, 0);
  return {
    rate: whole > 0 ? part / whole : null,
    groups: new Map(
      parts
        .filter((one) => one.whole > 0)
        .map((one) => [one.group, { share: one.whole / whole, rate: one.part / one.whole }] as const),
    ),
  };
}
