export { type PoolOptions, ScoringPool } from './scoringPool';
export { isThreadStuck } from './scoringThread';
