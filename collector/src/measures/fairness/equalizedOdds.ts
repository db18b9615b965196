import type { MeasureInputs, Parameters } from '../measure';
import { DIFFERENCE, disparity, RATIO } from './disparity';
import { falsePositiveRate, truePositiveRate } from './groupRates';

const OPPORTUNITY = [{ name: 'true positive rate', rate: truePositiveRate }];
const ODDS = [...OPPORTUNITY, { name: 'false positive rate', rate: falsePositiveRate }];

/**
 * Largest difference between groups in true or false positive rate, between 0 and 1.
 * Source: Hardt, Price and Srebro (2016); equal to Fairlearn 0.15.0 `equalized_odds_difference`, save that a group
 * without positives (or negatives) is left out of that rate, where Fairlearn takes its rate as 0.
 */
export const equalizedOddsDifference = (input: MeasureInputs['groups'], params: Parameters) =>
  disparity(input, params, ODDS, DIFFERENCE, true);

/** Smallest true or false positive rate over the largest of its kind. Fairlearn 0.15.0 `equalized_odds_ratio`. */
export const equalizedOddsRatio = (input: MeasureInputs['groups'], params: Parameters) =>
  disparity(input, params, ODDS, RATIO, true);

/** Largest difference in true positive rate. Fairlearn 0.15.0 `equal_opportunity_difference`. */
export const equalOpportunityDifference = (input: MeasureInputs['groups'], params: Parameters) =>
  disparity(input, params, OPPORTUNITY, DIFFERENCE, true);

/** Smallest true positive rate over the largest. Fairlearn 0.15.0 `equal_opportunity_ratio`. */
export const equalOpportunityRatio = (input: MeasureInputs['groups'], params: Parameters) =>
  disparity(input, params, OPPORTUNITY, RATIO, true);
