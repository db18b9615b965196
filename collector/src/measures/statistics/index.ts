export { countScoredRows } from './countScores';
export { deLong, deLongInterval, logitInterval, type ScoredClasses } from './deLong';
export { CONFIDENCE, criticalValue, normalProbability, normalQuantile } from './normal';
export { pairedDeLong, type PairedAreas } from './pairedDeLong';
export { wilsonInterval } from './wilsonInterval';
export { calibrate, fitIsotonic, type IsotonicFit } from './isotonicRegression';
