export { type CandidateOptions, type Candidates, createCandidates } from './candidates';
export { createExplanationService, type ExplanationService } from './explain';
export { type LiveScorer, type LiveScorerOptions, type LiveScores, openLiveScorer } from './live';
export { type ComparisonService, createComparisonService } from './comparison';
export { createPrepareModel, type PrepareOptions } from './onnx';
export { isThreadStuck } from './pool';
export { createReplayService, type ReplayOptions, type ReplayService } from './service';
export type { ColumnBatch } from './worker/messages';
