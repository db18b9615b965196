import type { ServingCounts } from '../../contract';
import type { MeasureResult } from '../measure';
import { rateResult } from '../results';

/** A share of all requests, with its Wilson interval. */
function rateOfRequests(serving: ServingCounts, part: number): MeasureResult {
  return rateResult({
    part,
    whole: serving.requests,
    wholeRows: serving.rows,
    rows: serving.rows,
    weight: serving.requests,
    reason: 'no requests',
  });
}

/** Share of the requests that were answered without an error of ours (status below 500). */
export const availability = (serving: ServingCounts) =>
  rateOfRequests(serving, serving.requests - serving.serverErrors);

/** Share of the requests that were refused as wrong (status 400 to 499). */
export const clientErrorRate = (serving: ServingCounts) => rateOfRequests(serving, serving.clientErrors);

/** Share of the requests that failed on our side (status 500 and above). */
export const serverErrorRate = (serving: ServingCounts) => rateOfRequests(serving, serving.serverErrors);

/** Share of the requests that a fallback answered. */
export const degradedRate = (serving: ServingCounts) => rateOfRequests(serving, serving.degraded);

/** Share of the requests that waited for a model to be loaded. */
export const coldStartRate = (serving: ServingCounts) => rateOfRequests(serving, serving.coldStarts);

/** Share of the requests that were answered from a cache. */
export const cacheHitRate = (serving: ServingCounts) => rateOfRequests(serving, serving.cacheHits);
