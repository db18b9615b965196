import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';

/** Mean cost of a request in the model's currency, over the requests that carry one. */
export function costPerPrediction(serving: MeasureInputs['serving']): MeasureResult {
  const counted = { rows: serving.rows, weight: serving.costed };
  if (!(serving.costed > 0)) return undefinedResult('no request carries a cost', counted);
  return { value: serving.cost / serving.costed, ...counted };
}
