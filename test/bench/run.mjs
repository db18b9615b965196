#!/usr/bin/env node
/*
 * npm run bench [-- --only NAME] [--check] [--write]
 * A line for each bar with its figure and whether it holds. `--check` exits 1 where one falls short; `--write` keeps
 * the table in docs/benchmarks.md.
 */
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
// Beside the sources, so that the bundle finds the packages it leaves outside.
const folder = mkdtempSync(join(here, 'out-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

await build({
  entryPoints: [
    join(here, 'main.ts'),
    join(here, '../../collector/src/replay/worker.ts'),
    join(here, '../../collector/src/storeProgram.ts'),
  ],
  entryNames: '[name]',
  outdir: folder,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
  define: { 'process.env.MODELWATCH_BENCH_FOLDER': JSON.stringify(here) },
});
const { status } = spawnSync(
  process.execPath,
  ['--expose-gc', '--enable-source-maps', join(folder, 'main.js'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
