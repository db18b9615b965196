import { type DayForecast } from './estimateArrival';

/**
 * The last of the days from the first on whose labels have all matured: a performance number of a window that ends
 * with it may be believed. Days without predictions are passed over. Null where not even the first has.
 */
export function lastBelieved(forecasts: DayForecast[], maturity: number): DayForecast | null {
  let last: DayForecast | null = null;
  for (const forecast of forecasts) {
    if (forecast.maturity === null) continue;
    if (forecast.maturity < maturity) break;
    last = forecast;
  }
  return last;
}
