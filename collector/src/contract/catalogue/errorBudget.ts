import type { ServiceLevelIndicator } from './objectives';
import type { ObjectiveSpec } from '../objective';

/*
 * Objectives whose events are good or bad have an error budget: the share of requests that may be bad. What follows is
 * needed where a model is checked and where it is asked about.
 */

/** Which indicator an objective of a measure is of. */
const INDICATORS: Record<string, ServiceLevelIndicator> = {
  'serving.availability': 'availability',
  'serving.serverErrorRate': 'availability',
  'serving.latency': 'latency',
};

/** The quantile that an objective of latency is at, where its params do not say. */
const USUAL_QUANTILE = 0.95;

/**
 * The share of requests that an objective allows to be bad; null where its measure is not of good and bad events. A
 * p95 of at most 60 ms allows 5 % to take longer.
 */
export function budgetOf({ measure, target, params }: ObjectiveSpec): number | null {
  if (measure === 'serving.availability') return 1 - target;
  if (measure === 'serving.serverErrorRate') return target;
  if (measure === 'serving.latency') return 1 - Number(params?.quantile ?? USUAL_QUANTILE);
  return null;
}

/** The first objective of a model that an indicator is of. */
export const objectiveOf = (
  indicator: ServiceLevelIndicator,
  objectives: readonly ObjectiveSpec[],
): ObjectiveSpec | undefined => objectives.find(({ measure }) => INDICATORS[measure] === indicator);

const percent = (share: number): string => `${Number((share * 100).toPrecision(4))} %`;

/** Why a burn rate cannot happen, with the arithmetic; null where it can. */
export function reasonUnreachable(factor: number, budget: number): string | null {
  // A hair above 1 is rounding: 10 times a budget of 0.1 is all requests, which can happen.
  if (factor * budget <= 1 + 1e-9) return null;
  return (
    `${factor} times an error budget of ${percent(budget)} is ${percent(factor * budget)} of all requests, which ` +
    `cannot happen; take a factor of at most ${Number((1 / budget).toPrecision(4))}, or a target above ` +
    `${percent(1 - 1 / factor)}.`
  );
}
