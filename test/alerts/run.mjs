#!/usr/bin/env node
/*
 * npm run alerts [-- --from 2026-10-07 --to 2026-10-11] [--step 5m] [--rules drift] [--detect]
 * The rules of the demo model over the whole of its log, each at its own pace, and what they would have announced.
 */
import { fileURLToPath } from 'node:url';
import { runProgram } from '../support/runProgram.mjs';

await runProgram(fileURLToPath(new URL('wholeLog.ts', import.meta.url)));
