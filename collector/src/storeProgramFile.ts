import { join } from 'node:path';

/** Where the build puts the program of the store's thread: beside the collector's own. */
export const storeProgramFile = (): string => join(__dirname, 'store-thread.js');
