#!/usr/bin/env node
/*
 * npm run alerts [-- --from 2026-10-07 --to 2026-10-11] [--step 5m] [--write docs/alerts.md]
 * The rules of the demo model over the whole of its log, each at its own pace, and what they would have announced.
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
  entryPoints: [join(here, 'wholeLog.ts')],
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
