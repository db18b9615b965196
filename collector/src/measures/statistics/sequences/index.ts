export { createMeanSequence, type MeanSequence } from './meanSequence';
export { type QuantileRanks, quantileSequence } from './quantileSequence';
export { rateDifferenceSequence, rateSequence } from './rateSequence';
export { type StratifiedDifference, stratifiedDifference, type Stratum } from './stratifiedSequence';
