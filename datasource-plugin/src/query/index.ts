export { changeMeasure, changeParameter } from './changeMeasure';
export { DEFAULT_QUERY, describeQuery, hasWholeFilters, isComplete } from './complete';
export { type Replace, interpolateQuery } from './interpolate';
