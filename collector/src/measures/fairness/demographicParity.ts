import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { type Comparison, DIFFERENCE, disparity, RATIO } from './disparity';
import { selectionRateOfLabelled, selectionRateOfServed } from './groupRates';

function demographicParity(
  input: MeasureInputs['groups'],
  params: Parameters,
  comparison: Comparison,
): MeasureResult {
  const labelledOnly = params.rows === 'labelled';
  const rate = labelledOnly ? selectionRateOfLabelled : selectionRateOfServed;
  return disparity(input, params, [{ name: 'selection rate', rate }], comparison, labelledOnly);
}

/**
 * Largest difference in selection rate P(ŷ = 1) between the groups of a segment, between 0 and 1.
 * Over labelled rows equal to Fairlearn 0.15.0 `demographic_parity_difference`.
 */
export const demographicParityDifference = (input: MeasureInputs['groups'], params: Parameters) =>
  demographicParity(input, params, DIFFERENCE);

/** Smallest selection rate over the largest, between 0 and 1. Fairlearn 0.15.0 `demographic_parity_ratio`. */
export const demographicParityRatio = (input: MeasureInputs['groups'], params: Parameters) =>
  demographicParity(input, params, RATIO);
