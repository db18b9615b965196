export {
  accelerationOf,
  bcaInterval,
  bootstrapCounts,
  drawBinomial,
  drawCounts,
  seededRandom,
} from './bootstrap';
export { countScoredRows } from './countScores';
export { deLong, deLongInterval, logitInterval, type ScoredClasses } from './deLong';
export { newcombeInterval, type ObservedShare } from './newcombeInterval';
export { CONFIDENCE, criticalValue, normalProbability, normalQuantile } from './normal';
export { pairedDeLong, type PairedAreas } from './pairedDeLong';
export * from './sequences';
export { simultaneousConfidence } from './simultaneousConfidence';
export { tangoInterval } from './tangoInterval';
export { wilsonInterval } from './wilsonInterval';
export { calibrate, fitIsotonic, type IsotonicFit } from './isotonicRegression';
