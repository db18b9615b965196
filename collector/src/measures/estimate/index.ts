export {
  estimatedAccuracy,
  estimatedF1,
  estimatedPrecision,
  estimatedRecall,
  estimatedSpecificity,
} from './estimatedRates';
export { estimatedRocAuc } from './estimatedRocAuc';
