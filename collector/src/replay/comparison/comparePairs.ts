import type { Comparison, GuardRailsSpec, Interval, RailResult, ScoreShift } from '../../contract';
import { FairnessPairs } from './compareFairness';
import { agreementOf, compareSegments, type FlippedRows, flipsOf, shiftOf } from './compareScores';
import { judgeNotWorse } from './judgeRails';
import { MeasuredPairs } from './measurePairs';
import { type PairedRows, takeLabelled } from './pairedRows';
import { weighLabels } from './weighLabels';

export interface PairsToCompare {
  rows: PairedRows;
  sensitive: string[];
  minimumSample: number;
  maturity: number;
  /** Share of the predictions that ever get a label. */
  expectedShare: number;
  rails: GuardRailsSpec | null;
  seed: number;
}

/** What a comparison tells of rows alone; `examples` of flips are places of rows. */
export interface ComparedPairs extends Pick<
  Comparison,
  'weighting' | 'performance' | 'fairness' | 'segments'
> {
  agreement: { value: number; interval: Interval | null } | null;
  flips: FlippedRows[];
  shift: ScoreShift | null;
  rails: RailResult[];
}

/** Compares two sides over the same rows. Pure: the same rows and seed give the same comparison. */
export function comparePairs(asked: PairsToCompare): ComparedPairs {
  const { rows, sensitive, minimumSample, seed } = asked;
  const { weights, weighting } = weighLabels(rows);
  const overall = new MeasuredPairs(takeLabelled(rows, weights), seed);
  const segments = rows.task === 'binary' ? sensitive : [];
  const named = (asked.rails?.notWorse ?? []).flatMap(({ measure, segment }) =>
    measure.startsWith('fairness.') && segment !== undefined ? [segment] : [],
  );
  const fairness = new Map(
    [...new Set([...segments, ...named])]
      .filter((segment) => rows.segments[segment] !== undefined)
      .map((segment) => [
        segment,
        new FairnessPairs(rows, segment, weights, { minimumGroup: minimumSample, seed }),
      ]),
  );
  return {
    weighting,
    agreement: agreementOf(rows),
    flips: flipsOf(rows),
    shift: shiftOf(rows),
    performance: overall.compare(),
    fairness: [...fairness.values()].flatMap((one) => one.compare()),
    segments: compareSegments(rows, weights, seed),
    rails: asked.rails
      ? judgeNotWorse(asked.rails, {
          rows,
          labelWeights: weights,
          maturity: weighting.coverage / asked.expectedShare,
          neededMaturity: asked.maturity,
          minimumSample,
          sensitive,
          seed,
          overall,
          fairness,
        })
      : [],
  };
}
