export { computeMeasure } from './catalogue';
export type { BudgetSpending, Spending } from './cost';
export { describeMeasures } from './documentation';
export { comparedCounts, currentCounts } from './drift';
export type { Measure, MeasureInputs, MeasureResult, Parameters } from './measure';
export { accuracy, rocAuc } from './performance';
export { type ArrivalCurve, kaplanMeier } from './labels';
export { quantilesOf } from './quantiles';
export * from './statistics';
