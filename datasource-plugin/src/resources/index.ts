export { type ReadResource, Resources } from './resources';
export { FIXED_DIMENSIONS, dimensionsOf, featuresOf, versionsOf } from './modelParts';
