export { type ArrivalCurve, kaplanMeier } from './kaplanMeier';
export { labelCoverage } from './labelCoverage';
export { labelLag } from './labelLag';
export { labelLagOfAll } from './labelLagOfAll';
export { labelMaturity } from './labelMaturity';
export { labelTriangle } from './labelTriangle';
export { oldestMissingLabel } from './oldestMissingLabel';
