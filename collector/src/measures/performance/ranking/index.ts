import type { RankingMeasure, RankingSums } from '../../../contract';
import type { MeasureResult } from '../../measure';
import { undefinedResult } from '../../results';
import { CONFIDENCE, criticalValue, wilsonInterval } from '../../statistics';

/**
 * The mean over requests of how well each was ordered, with its interval by the central limit: requests are independent
 * of each other, the predictions of one request are not. Requests wait until all of their predictions are labelled.
 */
const meanOverRequests =
  (name: RankingMeasure) =>
  (sums: RankingSums): MeasureResult => {
    const { requests, weight, served, all } = sums;
    const counted = { rows: requests, weight, coverage: served > 0 ? weight / served : undefined };
    if (!(weight > 0)) {
      const reason =
        all > 0 ? 'no request is labelled completely' : 'no predictions with a request id and a score';
      return undefinedResult(reason, counted);
    }
    const value = sums[name].sum / weight;
    if (name === 'hit') {
      // A request has a hit or none: a share of requests.
      return { value, interval: wilsonInterval({ share: value, n: requests }) ?? undefined, ...counted };
    }
    if (requests < 2) return { value, ...counted };
    const variance = Math.max(0, sums[name].squares / weight - value * value);
    const half = criticalValue(CONFIDENCE) * Math.sqrt(variance / (requests - 1));
    const interval = { lower: Math.max(0, value - half), upper: Math.min(1, value + half) };
    return { value, interval, ...counted, details: { predictions: String(sums.rows) } };
  };

/**
 * Normalized discounted cumulative gain of the first k, between 0 and 1: Σ relevance / log₂(place + 1) over what the best
 * order would give; 0 where nothing is relevant. Järvelin and Kekäläinen (2002); scikit-learn 1.9.1
 * `ndcg_score(k, ignore_ties=True)`, save that equal scores stand in order of their ids.
 */
export const normalizedGain = meanOverRequests('ndcg');

/** Mean of 1 / place of the first relevant prediction, 0 where none is: between 0 and 1. Voorhees (1999). */
export const meanReciprocalRank = meanOverRequests('reciprocalRank');

/** Share of the first k places that hold a relevant prediction; a place that a short request leaves empty holds none. */
export const precisionAtK = meanOverRequests('precision');

/** Share of the requests with a relevant prediction among the first k. */
export const hitRateAtK = meanOverRequests('hit');
