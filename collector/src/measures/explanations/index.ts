export { attributionDrift } from './attributionDrift';
export { explanationCoverage } from './explanationCoverage';
export { meanAttribution } from './meanAttribution';
export { shapleyValues } from './shapleyValues';
