import { join } from 'node:path';
import { buildProgram } from './buildProgram';

let file: string | undefined;

/** Stands in tests for the file of the same name: the program as the sources have it, not as it was last built. */
export const storeProgramFile = (): string =>
  (file ??= buildProgram(join(__dirname, '../storeProgram.ts'), 'store-thread'));
