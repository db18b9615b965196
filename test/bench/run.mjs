#!/usr/bin/env node
/*
 * npm run bench [-- --only NAME] [--check] [--write]
 * A line for each bar with its figure and whether it holds. `--check` exits 1 where one falls short; `--write` keeps
 * the measured lines in the table of docs/benchmarks.md, beside those of other runs.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildBench } from './buildBench.mjs';

const folder = await buildBench('main.ts');
const { status } = spawnSync(
  process.execPath,
  ['--expose-gc', '--enable-source-maps', join(folder, 'main.js'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
