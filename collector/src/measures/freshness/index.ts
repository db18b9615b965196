export { backfillRate } from './backfillRate';
export { featureAge } from './featureAge';
export { lateRate, outOfOrderRate } from './punctuality';
export { staleRate } from './staleRate';
