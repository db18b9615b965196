export { type PoolOptions, ScoringPool } from './scoringPool';
