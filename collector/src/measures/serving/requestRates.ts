import type { ServingCounts } from '../../contract';
import type { MeasureResult, Parameters } from '../measure';
import { rateResult } from '../results';
import { rateSequence } from '../statistics';

/**
 * A share of all requests, with its Wilson interval; `anytime` asks for one that holds at every moment at once, which
 * counts logged requests whole.
 */
function rateOfRequests(serving: ServingCounts, part: number, { interval }: Parameters): MeasureResult {
  const result = rateResult({
    part,
    whole: serving.requests,
    wholeRows: serving.rows,
    rows: serving.rows,
    weight: serving.requests,
    reason: 'no requests',
  });
  if (interval !== 'anytime' || result.value === null) return result;
  return { ...result, interval: rateSequence({ share: result.value, n: serving.rows }) };
}

/** Share of the requests that were answered without an error of ours (status below 500). */
export const availability = (serving: ServingCounts, params: Parameters = {}) =>
  rateOfRequests(serving, serving.requests - serving.serverErrors, params);

/** Share of the requests that were refused as wrong (status 400 to 499). */
export const clientErrorRate = (serving: ServingCounts, params: Parameters = {}) =>
  rateOfRequests(serving, serving.clientErrors, params);

/** Share of the requests that failed on our side (status 500 and above). */
export const serverErrorRate = (serving: ServingCounts, params: Parameters = {}) =>
  rateOfRequests(serving, serving.serverErrors, params);

/** Share of the requests that a fallback answered. */
export const degradedRate = (serving: ServingCounts, params: Parameters = {}) =>
  rateOfRequests(serving, serving.degraded, params);

/** Share of the requests that waited for a model to be loaded. */
export const coldStartRate = (serving: ServingCounts, params: Parameters = {}) =>
  rateOfRequests(serving, serving.coldStarts, params);

/** Share of the requests that were answered from a cache. */
export const cacheHitRate = (serving: ServingCounts, params: Parameters = {}) =>
  rateOfRequests(serving, serving.cacheHits, params);
