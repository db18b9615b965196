export { describeFeature, findLargestChange, slotName, verdictInWords } from './describeFeature';
export { byDrift, byName, prepareDistribution } from './prepareDistribution';
export { slotKey } from './readLadders';
export type { FeatureDistribution, Ladder, Prepared, Slot } from './types';
