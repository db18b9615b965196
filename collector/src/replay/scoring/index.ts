export { openSession } from './openSession';
export type { ScoredRows } from './readScores';
export { planScores, type ScorePlan } from './scorePlan';
export { CHUNK_ROWS, VersionScorer, type VersionScores } from './versionScorer';
