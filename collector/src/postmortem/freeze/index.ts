export { drawFigure, planFigures } from './figures';
export { freezeEvidence, type FreezeSources, freezeVersions } from './freezeEvidence';
export { freezeData } from './freezeData';
