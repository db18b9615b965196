export { comparedShare } from './comparedShare';
export { meanDifference } from './meanDifference';
export { mismatchRate } from './mismatchRate';
