import type { MeasureInputs, MeasureResult } from '../measure';

/** Number of requests, failed ones included, each weighted by 1 / sampleRate; 0 where there is none. */
export const requests = (serving: MeasureInputs['serving']): MeasureResult => ({
  value: serving.requests,
  rows: serving.rows,
  weight: serving.requests,
});
