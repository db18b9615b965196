import {
  type ComparedMeasure,
  comparableMeasures,
  DEFAULT_RAIL_CONFIDENCE,
  type GuardRailsSpec,
  type NotWorseRail,
  type RailResult,
  type RailVerdict,
} from '../../contract';
import type { FairnessPairs } from './compareFairness';
import { groupsOf } from './compareScores';
import { MeasuredPairs } from './measurePairs';
import { type PairedRows, takeLabelled } from './pairedRows';

export interface JudgedRows {
  rows: PairedRows;
  labelWeights: Float64Array;
  /** Of the rows whose labels are expected, those that have one. */
  maturity: number;
  neededMaturity: number;
  minimumSample: number;
  sensitive: string[];
  seed: number;
  /** Over all rows: their resamples are there already. */
  overall: MeasuredPairs;
  fairness: ReadonlyMap<string, FairnessPairs>;
}

/** Holds a candidate against every measure that it must not be worse in. */
export function judgeNotWorse(
  { notWorse = [], confidence }: GuardRailsSpec,
  judged: JudgedRows,
): RailResult[] {
  const known = new Map(comparableMeasures(judged.rows.task).map((one) => [one.id as string, one]));
  return notWorse.flatMap((rail) => {
    const definition = known.get(rail.measure);
    if (!definition) return [];
    const level = rail.confidence ?? confidence ?? DEFAULT_RAIL_CONFIDENCE;
    const tried = definition.family === 'fairness' ? ofSegments(rail, judged) : [ofGroups(rail, judged)];
    return tried.map(({ named, differences }): RailResult => {
      const lessGood = definition.better === 'higher' ? -1 : 1;
      const asked = `${definition.title}${named} not worse by more than ${rail.by} (${percent(level)} confidence)`;
      const early = tooEarly(judged, definition.needsLabels);
      if (early) return { rail: asked, ...early };
      const found = differences.map((one) =>
        judgeDifference(one, { rail, level, lessGood, of: differences }),
      );
      if (found.length === 0) {
        return { rail: asked, verdict: 'insufficient data', found: 'no group has enough labelled rows' };
      }
      const verdict = worstVerdict(found.map((one) => one.verdict));
      const shown = found.filter((one) => one.verdict === verdict);
      return { rail: asked, verdict, found: shown.map((one) => one.found).join('; ') };
    });
  });
}

/** A difference of one group (or of all rows) at any confidence. */
interface Tried {
  group: string;
  at: (confidence: number) => ComparedMeasure['difference'];
}

interface TriedRail {
  named: string;
  differences: Tried[];
}

/** Of performance: over all rows, or in every group of a segment that is large enough. */
function ofGroups({ measure, segment }: NotWorseRail, judged: JudgedRows): TriedRail {
  const { rows, labelWeights, overall, minimumSample, seed } = judged;
  if (segment === undefined) {
    return {
      named: '',
      differences: [{ group: '', at: (confidence) => overall.difference(measure, confidence) }],
    };
  }
  const differences = groupsOf(rows, segment).flatMap(({ group, keep }): Tried[] => {
    const sample = takeLabelled(rows, labelWeights, keep);
    if (sample.rows < minimumSample) return [];
    const pairs = new MeasuredPairs(sample, seed, [measure]);
    return [{ group, at: (confidence) => pairs.difference(measure, confidence) }];
  });
  return { named: ` in every group of ${segment}`, differences };
}

/** Of fairness: between the groups of the segment named, or of each sensitive one. */
function ofSegments({ measure, segment }: NotWorseRail, { sensitive, fairness }: JudgedRows): TriedRail[] {
  return (segment === undefined ? sensitive : [segment]).map((name) => ({
    named: ` between groups of ${name}`,
    differences: [
      { group: '', at: (confidence) => fairness.get(name)?.difference(measure, confidence) ?? null },
    ],
  }));
}

function tooEarly(
  { rows, labelWeights, maturity, neededMaturity, minimumSample }: JudgedRows,
  needsLabels: boolean,
): { verdict: RailVerdict; found: string } | null {
  if (needsLabels && maturity < neededMaturity) {
    return {
      verdict: 'not mature',
      found: `${percent(maturity)} of the expected labels have arrived, ${percent(neededMaturity)} are needed`,
    };
  }
  const there = needsLabels ? labelWeights.filter((weight) => weight > 0).length : rows.rows;
  if (there >= minimumSample) return null;
  return { verdict: 'insufficient data', found: `${there} rows, ${minimumSample} are needed` };
}

/**
 * Non-inferiority: the candidate holds where the one-sided upper bound of its loss is within the margin, and breaks
 * where even the lower bound is beyond it. Of several groups all must hold, which needs no correction (an
 * intersection-union test); that some group breaks is one of several chances, and is corrected (Bonferroni).
 */
function judgeDifference(
  { group, at }: Tried,
  { rail, level, lessGood, of }: { rail: NotWorseRail; level: number; lessGood: number; of: Tried[] },
): { verdict: RailVerdict; found: string } {
  const within = group === '' ? '' : `${group}: `;
  const atLevel = at(2 * level - 1);
  if (!atLevel?.interval) {
    return { verdict: 'insufficient data', found: `${within}the difference or its interval cannot be told` };
  }
  const stricter = 1 - (1 - level) / of.length;
  const beyond = of.length === 1 ? atLevel : at(2 * stricter - 1);
  const loss = lossOf(atLevel.interval, lessGood);
  const surely = beyond?.interval ? lossOf(beyond.interval, lessGood).lower : -Infinity;
  const verdict: RailVerdict =
    loss.upper <= rail.by ? 'ok' : surely > rail.by ? 'breach' : 'insufficient data';
  const bound =
    verdict === 'breach'
      ? `worse by at least ${digits(surely)}`
      : loss.upper > 0
        ? `worse by at most ${digits(loss.upper)}`
        : `better by at least ${digits(-loss.upper)}`;
  return { verdict, found: `${within}difference ${digits(atLevel.value)}, ${bound} (${atLevel.method})` };
}

const lossOf = (
  { lower, upper }: { lower: number; upper: number },
  lessGood: number,
): { lower: number; upper: number } => (lessGood === 1 ? { lower, upper } : { lower: -upper, upper: -lower });

const ORDER: RailVerdict[] = ['breach', 'not mature', 'insufficient data', 'ok'];

/** The verdict over several: whoever breaks breaks all, and nothing is well while something is unknown. */
export const worstVerdict = (verdicts: readonly RailVerdict[]): RailVerdict =>
  ORDER.find((verdict) => verdicts.includes(verdict)) ?? 'ok';

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
const digits = (value: number): string => String(Number(value.toFixed(5)));
