export { evidenceOf } from './evidenceOf';
export { measurePerformance } from './measurePerformance';
export { nearChanges, REACH_MS } from './nearChanges';
export { rankFindings } from './rank';
export { describeCandidate } from './describeCandidate';
export { whereInWords } from './words';
