export { compareCanary } from './compareCanary';
export { inWords } from './decide';
export type { CanaryParts } from './plan';
export { type CanaryOptions, type CanaryService, createCanaryService } from './service';
