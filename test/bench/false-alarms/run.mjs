#!/usr/bin/env node
/*
 * npm run bench:false-alarms [-- --weeks 1000] [--minutes 30] [--log] [--check] [--write]
 * Weeks without an incident through the default rules, and what Evidently's default decision and a plain
 * Kolmogorov-Smirnov test would tell; and how soon the incidents of the demo log are told. `--minutes` ends after so long with
 * the weeks that are done; `--log` lists every alarm on that log; `--check` exits 1 above 12 pages in 1,000 weeks or with an incident untold; `--write` keeps the table in
 * docs/benchmarks.md.
 */
import { build } from 'esbuild';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
// In a folder as deep as the sources that read the log, whose paths to it are relative.
const program = join(here, `../out-${process.pid}.cjs`);
process.on('exit', () => rmSync(program, { force: true }));
process.on('SIGINT', () => process.exit(130));

await build({
  entryPoints: [join(here, 'main.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
