export { smallestDetectableShift } from './detectable';
export { healthyBlockDistance } from './healthyBlocks';
export { hellingerDistance } from './hellingerDistance';
export { jensenShannonDistance } from './jensenShannonDistance';
export { kullbackLeiblerDivergence } from './kullbackLeiblerDivergence';
export { chiSquareTest, gTest } from './levelTests';
export { lInfinityDistance } from './lInfinityDistance';
export { populationStabilityIndex } from './populationStabilityIndex';
export { baselineCounts, comparedCounts, currentCounts } from './shares';
export { totalVariationDistance } from './totalVariationDistance';
export {
  andersonDarlingTest,
  cramerVonMisesTest,
  energyDistanceOfValues,
  eppsSingletonTest,
  kolmogorovSmirnovTest,
  mannWhitneyTest,
  wassersteinDistance,
  welchTest,
} from './valueTests';
export { driftWithinStrata, importanceWeightedDrift, predictedClassDrift } from './conditional';
export { domainClassifierAuc, learnReconstruction, type Reconstruction, reconstructionError } from './joint';
