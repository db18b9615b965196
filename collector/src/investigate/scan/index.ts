export { compareCounts } from './compareCounts';
export { cutRows } from './countFact';
export { EntropyTable } from './evidence';
export { median } from './healthyTime';
export { type Located, locate, ONSET_CONFIDENCE } from './locate';
export { type Candidate, comparisonsOf, healthyTimeOfWhole, type ScanContext, scanFact } from './scanFact';
