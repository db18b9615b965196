#!/usr/bin/env node
/*
 * npm run drills [-- --seeds 10] [--log employment] [--write docs/investigations.md]
 * Incidents of every kind and size into the logs of the project, and what an investigation says of each.
 */
import { fileURLToPath } from 'node:url';
import { runProgram } from '../support/runProgram.mjs';

await runProgram(fileURLToPath(new URL('drills.ts', import.meta.url)));
