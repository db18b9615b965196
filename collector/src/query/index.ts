export { encodeArrow } from './arrow';
export { createQueryEngine, type QueryEngine, type QueryEngineOptions } from './engine';
