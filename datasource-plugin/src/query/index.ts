export { changeMeasure, changeParameter } from './changeMeasure';
export { DEFAULT_QUERY, describeQuery, isComplete } from './complete';
export { type Replace, interpolateQuery } from './interpolate';
