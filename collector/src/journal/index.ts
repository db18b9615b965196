export * from './applier';
export * from './file';
export type * from './journal';
