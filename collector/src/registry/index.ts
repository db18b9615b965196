export { type BaselineKeeper, createBaselineKeeper } from './acceptWindow';
export { checkModel } from './checkModel';
export { openRegistry, type RegistryOptions } from './openRegistry';
export type * from './registry';
export { writeFileDurably } from './writeFileDurably';
