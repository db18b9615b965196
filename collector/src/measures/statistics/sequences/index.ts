export { createMeanSequence, type MeanSequence } from './meanSequence';
export { rateDifferenceSequence, rateSequence } from './rateSequence';
