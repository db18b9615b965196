export type * from './registry';
