export type * from './journal';
