export { createPrepareModel, type PrepareOptions } from './prepareModel';
