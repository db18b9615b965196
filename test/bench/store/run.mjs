#!/usr/bin/env node
/* The figures of the store by itself: node test/bench/store/run.mjs [ROWS] */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildBench } from '../buildBench.mjs';

const folder = await buildBench('store/main.ts');
const { status } = spawnSync(process.execPath, [join(folder, 'main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
