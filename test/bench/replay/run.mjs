#!/usr/bin/env node
/* The figures of replay by itself: node test/bench/replay/run.mjs [ROWS] */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildBench } from '../buildBench.mjs';

const folder = await buildBench('replay/main.ts');
const { status } = spawnSync(
  process.execPath,
  ['--enable-source-maps', join(folder, 'main.js'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
