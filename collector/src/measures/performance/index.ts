export { accuracy } from './accuracy';
export { averagePrecision } from './averagePrecision';
export { balancedAccuracy } from './balancedAccuracy';
export { calibrationError } from './calibrationError';
export { f1, precision, recall, specificity } from './classRates';
export { kolmogorovSmirnovSeparation } from './kolmogorovSmirnovSeparation';
export { matthewsCorrelation } from './matthewsCorrelation';
export { brierScore, logLoss } from './properScores';
export { rocAuc } from './rocAuc';
