export { domainClassifierAuc } from './domainClassifier';
export { learnReconstruction, type Reconstruction } from './reconstruction';
export { reconstructionError } from './reconstructionError';
