export { describeFeature, findLargestChange, slotName, verdictInWords } from './describeFeature';
export { byDrift, byName, prepareDistribution } from './prepareDistribution';
export type { FeatureDistribution, Prepared, Slot } from './types';
