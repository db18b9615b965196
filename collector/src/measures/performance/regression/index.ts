export { pinballExplained } from './deviance';
export { intervalCoverage, intervalWidth } from './intervalCoverage';
export { rootMeanSquaredLogError } from './logError';
export { maxError } from './maxError';
export { meanAbsoluteError } from './meanAbsoluteError';
export { meanError } from './meanError';
export { meanSquaredError } from './meanSquaredError';
export { medianAbsoluteError } from './medianAbsoluteError';
export {
  meanAbsolutePercentageError,
  symmetricPercentageError,
  weightedPercentageError,
} from './percentageErrors';
export { pinballLoss } from './pinballLoss';
export { rootMeanSquaredError } from './rootMeanSquaredError';
export { rSquared } from './rSquared';
