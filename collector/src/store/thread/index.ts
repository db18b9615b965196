export type { StoreAnswer, ThreadSetup } from './messages';
export { openStoreThread, type StoreThreadOptions } from './openStoreThread';
export { packError } from './errors';
export { serveStore } from './serveStore';
