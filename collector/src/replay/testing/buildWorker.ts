import { join } from 'node:path';
import { buildProgram } from '../../testing/buildProgram';

/** The worker's program as the sources have it; answers its file. */
export const buildWorker = (): string => buildProgram(join(__dirname, '../worker.ts'), 'replay-worker');
