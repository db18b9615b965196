export { labelCoverage } from './labelCoverage';
export { labelLag } from './labelLag';
