export { openSession } from './openSession';
export { padRows } from './padRows';
export type { ScoredRows } from './readScores';
export { ThreadStopped } from './threadStopped';
export { planScores, type ScorePlan } from './scorePlan';
export { CHUNK_ROWS, type EnterRuntime, VersionScorer, type VersionScores } from './versionScorer';
