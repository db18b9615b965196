import { EVERYTHING, type MeasureInputs, type MeasureResult, type Parameters, type Wanted } from '../measure';
import { type Comparison, DIFFERENCE, RATIO } from './comparisons';
import { disparity } from './disparity';
import { disparityChange } from './disparityChange';
import {
  FALSE_POSITIVE_RATE,
  type NamedRate,
  PRECISION,
  SELECTION_OF_LABELLED,
  SELECTION_OF_SERVED,
  TRUE_POSITIVE_RATE,
} from './groupRates';

type RatesFor = (params: Parameters) => NamedRate[];

/** Which rates a definition of fairness wants to be alike between the groups. */
const SELECTION: RatesFor = ({ rows }) => [rows === 'labelled' ? SELECTION_OF_LABELLED : SELECTION_OF_SERVED];
const OPPORTUNITY: RatesFor = () => [TRUE_POSITIVE_RATE];
const ODDS: RatesFor = () => [TRUE_POSITIVE_RATE, FALSE_POSITIVE_RATE];
const PREDICTIVE: RatesFor = () => [PRECISION];

const compared =
  (rates: RatesFor, comparison: Comparison) =>
  (input: MeasureInputs['groups'], params: Parameters, wanted: Wanted = EVERYTHING): MeasureResult =>
    disparity(input, rates(params), comparison, wanted);

const changed =
  (rates: RatesFor) =>
  (input: MeasureInputs['groups'], params: Parameters, wanted: Wanted = EVERYTHING): MeasureResult =>
    disparityChange(input, rates(params), wanted);

/**
 * Largest difference in selection rate P(ŷ = 1) between the groups of a segment, between 0 and 1.
 * Over labelled rows equal to Fairlearn 0.15.0 `demographic_parity_difference`.
 */
export const demographicParityDifference = compared(SELECTION, DIFFERENCE);
/** Smallest selection rate over the largest, between 0 and 1. Fairlearn 0.15.0 `demographic_parity_ratio`. */
export const demographicParityRatio = compared(SELECTION, RATIO);
export const demographicParityChange = changed(SELECTION);

/** Largest difference in true positive rate. Fairlearn 0.15.0 `equal_opportunity_difference`. */
export const equalOpportunityDifference = compared(OPPORTUNITY, DIFFERENCE);
/** Smallest true positive rate over the largest. Fairlearn 0.15.0 `equal_opportunity_ratio`. */
export const equalOpportunityRatio = compared(OPPORTUNITY, RATIO);
export const equalOpportunityChange = changed(OPPORTUNITY);

/**
 * Largest difference between groups in true or false positive rate, between 0 and 1.
 * Source: Hardt, Price and Srebro (2016); equal to Fairlearn 0.15.0 `equalized_odds_difference`, save that a group
 * without positives (or negatives) is left out of that rate, where Fairlearn takes its rate as 0.
 */
export const equalizedOddsDifference = compared(ODDS, DIFFERENCE);
/** Smallest true or false positive rate over the largest of its kind. Fairlearn 0.15.0 `equalized_odds_ratio`. */
export const equalizedOddsRatio = compared(ODDS, RATIO);
export const equalizedOddsChange = changed(ODDS);

/**
 * Largest difference in precision: a positive prediction means less for one group than for another.
 * Chouldechova (2017); Fairlearn 0.15.0 `MetricFrame(metrics=precision_score).difference()`.
 */
export const predictiveParityDifference = compared(PREDICTIVE, DIFFERENCE);
/** Smallest precision over the largest. Fairlearn 0.15.0 `MetricFrame(metrics=precision_score).ratio()`. */
export const predictiveParityRatio = compared(PREDICTIVE, RATIO);
export const predictiveParityChange = changed(PREDICTIVE);
