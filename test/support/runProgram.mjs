import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Bundles a TypeScript program, runs it with the arguments of this process, and ends as it ends.
 * @param {string} entry the program's file
 * @param {string} [folder] where the bundle lies meanwhile: beside the sources, whose paths to the logs are relative
 */
export async function runProgram(entry, folder = dirname(entry)) {
  const program = join(folder, `out-${process.pid}.cjs`);
  process.on('exit', () => rmSync(program, { force: true }));
  process.on('SIGINT', () => process.exit(130));
  await build({
    entryPoints: [entry],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const { status } = spawnSync(
    process.execPath,
    ['--enable-source-maps', program, ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  process.exit(status ?? 1);
}
