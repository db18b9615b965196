export { computeMeasure } from './catalogue';
export type { BudgetSpending, Spending } from './cost';
export { describeMeasures } from './documentation';
export {
  comparedCounts,
  currentCounts,
  healthyBlockDistance,
  smallestDetectableShift,
  learnReconstruction,
} from './drift';
export { type LearnedLoss, learnLoss, type Loss } from './estimate';
export { DriftDetector, type Evidence, foldCounts, foldOf, streamsOf } from './evidence';
export type { FeatureSample } from './featureSample';
export { shapleyValues } from './explanations';
export type { Measure, MeasureInputs, MeasureResult, Parameters, RealisedValue } from './measure';
export { accuracy, rocAuc } from './performance';
export { type ArrivalCurve, kaplanMeier } from './labels';
export { quantilesOf } from './quantiles';
export * from './statistics';
