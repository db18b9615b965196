export { computeMeasure } from './catalogue';
export { baselineCounts, currentCounts } from './drift';
export type { Measure, MeasureInputs, MeasureResult, Parameters } from './measure';
export { accuracy, rocAuc } from './performance';
export { quantilesOf } from './quantiles';
export * from './statistics';
