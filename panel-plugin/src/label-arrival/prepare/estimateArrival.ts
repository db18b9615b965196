import { arrivedSoFar, latestAgeOf, type PredictionDay, type Triangle } from './types';

/** What the triangle says of how labels come, days of every age together. */
export interface ArrivalEstimate {
  ages: number[];
  /** Share of the predictions whose label has come within each age. */
  cumulative: number[];
  /** Of which within this age and not within the one before. */
  perAge: number[];
  /** Predictions that stood without a label at the begin of each age, and were seen through it. */
  atRisk: number[];
  /** Share that has come within the greatest age that was seen. */
  plateau: number;
}

/**
 * The product-limit estimate of Kaplan and Meier (1958) on ages in days: of those that still waited at the begin of an
 * age and were seen to its end, the share whose label came; the product of the rest is the share that still waits.
 * Days that are too young for an age take no part in it, so a day that has only begun to receive its labels does not
 * make them look late.
 *
 * It takes labels to come as they came so far. An age that no day was seen through ends the estimate.
 *
 * @example two days of 10: [5, 8] and [6, not yet] → within 1 day 11 / 20, of the rest 3 / 5: 0.55, 0.82
 */
export function estimateArrival({ ages, days }: Pick<Triangle, 'ages' | 'days'>): ArrivalEstimate {
  const estimate: ArrivalEstimate = { ages: [], cumulative: [], perAge: [], atRisk: [], plateau: 0 };
  let waiting = 1;
  for (const [index, age] of ages.entries()) {
    let atRisk = 0;
    let came = 0;
    for (const day of days) {
      const now = day.arrived[index];
      if (now === null || now === undefined) continue;
      const before = index === 0 ? 0 : (day.arrived[index - 1] ?? 0);
      atRisk += Math.max(0, day.served - before);
      // A label that was taken back makes the count fall: nothing came then.
      came += Math.max(0, now - before);
    }
    const wasSeen = days.some((day) => day.arrived[index] != null);
    if (!wasSeen) break;
    const share = atRisk > 0 ? Math.min(1, came / atRisk) : 0;
    estimate.ages.push(age);
    estimate.atRisk.push(atRisk);
    estimate.perAge.push(waiting * share);
    waiting *= 1 - share;
    estimate.cumulative.push(1 - waiting);
  }
  return { ...estimate, plateau: 1 - waiting };
}

/**
 * Age within which a share of the predictions has its label, linear between two ages; null where that share is not
 * reached: past the plateau nothing is known.
 */
export function ageReaching({ ages, cumulative }: ArrivalEstimate, share: number): number | null {
  const index = cumulative.findIndex((reached) => reached >= share - 1e-12);
  if (index === -1) return null;
  const [beforeAge, before] = index === 0 ? [0, 0] : [ages[index - 1]!, cumulative[index - 1]!];
  const rise = cumulative[index]! - before;
  return rise > 0 ? beforeAge + ((ages[index]! - beforeAge) * (share - before)) / rise : beforeAge;
}

/** The labels of a day: here, expected still, and never, which add up to its predictions. */
export interface DayForecast {
  dayMs: number;
  days: number;
  served: number;
  arrived: number;
  toCome: number;
  never: number;
  /** Arrived over arrived and expected; null of a day without predictions. */
  maturity: number | null;
}

/**
 * What is still to come: each prediction that waits at an age gets its label with the probability that one does which
 * has waited as long, (plateau − cumulative) / (1 − cumulative). That is told as of the last age which every prediction
 * of the day has reached; what has come since is taken off.
 */
export function forecastDay(day: PredictionDay, estimate: ArrivalEstimate): DayForecast {
  const latest = latestAgeOf(day);
  const atLatest = latest === -1 ? 0 : day.arrived[latest]!;
  const arrived = arrivedSoFar(day);
  const cumulative = latest === -1 ? 0 : (estimate.cumulative[latest] ?? estimate.plateau);
  const chance = cumulative < 1 ? Math.max(0, estimate.plateau - cumulative) / (1 - cumulative) : 0;
  const waiting = Math.max(0, day.served - arrived);
  const due = Math.max(0, day.served - atLatest) * chance;
  const toCome = Math.min(waiting, Math.max(0, due - (arrived - atLatest)));
  const expected = arrived + toCome;
  return {
    dayMs: day.dayMs,
    days: day.days,
    served: day.served,
    arrived,
    toCome,
    never: waiting - toCome,
    maturity: day.served === 0 ? null : expected > 0 ? arrived / expected : 0,
  };
}
