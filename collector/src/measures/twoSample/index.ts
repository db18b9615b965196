export { andersonDarling } from './andersonDarling';
export { chiSquare } from './chiSquare';
export type { SampleSizes, TwoSampleResult } from './compareSamples';
export { cramerVonMises, type CramerVonMisesForm } from './cramerVonMises';
export { energyDistance } from './energyDistance';
export { eppsSingleton } from './eppsSingleton';
export { gTest } from './gTest';
export { kolmogorovSmirnov } from './kolmogorovSmirnov';
export { lInfinity } from './lInfinity';
export { mannWhitney } from './mannWhitney';
export { decomposeSymmetric } from './symmetricEigen';
export { totalVariation } from './totalVariation';
export {
  mergeLevelCounts,
  mergeValueCounts,
  tabulateValues,
  type LevelCounts,
  type ValueCounts,
} from './valueCounts';
export { wasserstein } from './wasserstein';
export { welchT } from './welchT';
