import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { foreignReason } from './spending';

/**
 * Cost of a request with its share of what was booked for its day: the mean of the costs that requests carry, plus
 * infrastructure, storage and retraining over all requests. The shares of groups add up to the whole.
 *
 * @example 1000 requests at 0.000003, 2.4 + 0.3 + 1.1 booked for their day of 2000 requests: 0.000003 + 3.8 / 2000
 */
export function fullCostPerPrediction(spending: MeasureInputs['spending']): MeasureResult {
  const counted = { rows: spending.rows, weight: spending.requests };
  const parts = partsOf(spending);
  if (typeof parts === 'string') return undefinedResult(parts, counted);
  const value = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return {
    value,
    ...counted,
    details: Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, String(Number(part.toPrecision(6)))]),
    ),
  };
}

/** The same for all of the requests together. */
export function fullCost(spending: MeasureInputs['spending']): MeasureResult {
  const one = fullCostPerPrediction(spending);
  return one.value === null ? one : { ...one, value: one.value * spending.requests };
}

/** By request; or why there is nothing to tell. */
function partsOf(spending: MeasureInputs['spending']): Record<string, number> | string {
  const { requests, measured, costed, infrastructure, storage, retraining, foreign } = spending;
  if (!(requests > 0)) return 'no requests';
  if (foreign.length > 0) return foreignReason(foreign);
  if (!(costed > 0) && infrastructure + storage + retraining === 0) {
    return 'no costs, neither of requests nor of their days';
  }
  return {
    measured: costed > 0 ? measured / costed : 0,
    infrastructure: infrastructure / requests,
    storage: storage / requests,
    retraining: retraining / requests,
  };
}
