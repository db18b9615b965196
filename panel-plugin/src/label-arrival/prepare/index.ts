export {
  ageReaching,
  type ArrivalEstimate,
  type DayForecast,
  estimateArrival,
  forecastDay,
} from './estimateArrival';
export { lastBelieved } from './findBelieved';
export { mergeDays } from './mergeDays';
export { prepareArrival } from './prepareArrival';
export { arrivedSoFar, latestAgeOf, type PredictionDay, type Prepared, type Triangle } from './types';
