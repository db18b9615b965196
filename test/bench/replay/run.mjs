#!/usr/bin/env node
/* The figures of replay by itself: node test/bench/replay/run.mjs [ROWS] */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
// Beside the sources, so that the bundle finds the packages it leaves outside.
const folder = mkdtempSync(join(here, 'out-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
await build({
  entryPoints: [
    join(here, 'main.ts'),
    join(here, '../../../collector/src/replay/worker.ts'),
    join(here, '../../../collector/src/storeProgram.ts'),
  ],
  entryNames: '[name]',
  outdir: folder,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.exitCode = spawnSync(
  process.execPath,
  ['--enable-source-maps', join(folder, 'main.js'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
).status;
