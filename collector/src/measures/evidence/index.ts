export { DriftDetector, type Evidence } from './detectDrift';
export { evidenceOfDrift } from './evidenceOfDrift';
export type { Healthy } from './greatestMean';
export { samplingError } from './samplingError';
export type { EvidenceStream } from './streamDetector';
export { foldCounts, foldOf, streamsOf } from './streamsOf';
