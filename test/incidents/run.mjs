#!/usr/bin/env node
/*
 * npm run drills [-- --seeds 10] [--log employment] [--write docs/investigations.md]
 * Incidents of every kind and size into the logs of the project, and what an investigation says of each.
 */
import { build } from 'esbuild';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
// Beside the sources, whose paths to the logs are relative.
const program = join(here, `out-${process.pid}.cjs`);
process.on('exit', () => rmSync(program, { force: true }));
process.on('SIGINT', () => process.exit(130));

await build({
  entryPoints: [join(here, 'drills.ts')],
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
