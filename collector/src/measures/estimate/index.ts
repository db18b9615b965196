export {
  estimatedMeanAbsoluteError,
  estimatedMeanSquaredError,
  estimatedRootMeanSquaredError,
} from './estimatedErrors';
export {
  estimatedAccuracy,
  estimatedF1,
  estimatedPrecision,
  estimatedRecall,
  estimatedSpecificity,
} from './estimatedRates';
export { estimatedRocAuc } from './estimatedRocAuc';
export { type LearnedLoss, learnLoss, type Loss } from './loss';
