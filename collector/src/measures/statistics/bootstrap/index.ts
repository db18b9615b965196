export { accelerationOf, bcaInterval } from './bcaInterval';
export { bootstrapCounts } from './bootstrapCounts';
export { drawBinomial, drawCounts } from './drawCounts';
export { seededRandom } from './seededRandom';
