export { type LiveScorer, type LiveScorerOptions, type LiveScores, openLiveScorer } from './openLiveScorer';
