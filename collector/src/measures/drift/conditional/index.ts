export { driftWithinStrata } from './driftWithinStrata';
export { predictedClassDrift } from './predictedClassDrift';
export { importanceWeightedDrift } from './weightedDrift';
