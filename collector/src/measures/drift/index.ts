export { hellingerDistance } from './hellingerDistance';
export { jensenShannonDistance } from './jensenShannonDistance';
export { kullbackLeiblerDivergence } from './kullbackLeiblerDivergence';
export { lInfinityDistance } from './lInfinityDistance';
export { populationStabilityIndex } from './populationStabilityIndex';
export { baselineCounts, currentCounts } from './shares';
export { totalVariationDistance } from './totalVariationDistance';
