import { join } from 'node:path';

/** Where the build puts the worker's program: beside the collector's own. */
export const builtWorkerFile = (): string => join(__dirname, 'replay-worker.js');
