import { build as bundle } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as buildCollector } from '../../collector/build.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Builds a bench's program, and beside it the threads' programs by the product's own build: how long a thread takes to
 * load is part of what is measured. The folder lies beside the sources, so that the bundles find the packages they
 * leave outside, and goes with the process.
 * @param {string} entry relative to this folder
 * @returns {Promise<string>} the folder; the program in it is `main.js`
 */
export async function buildBench(entry) {
  const folder = mkdtempSync(join(here, 'out-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.on('SIGINT', () => process.exit(130));
  await Promise.all([
    buildCollector(folder),
    bundle({
      entryPoints: { main: join(here, entry) },
      outdir: folder,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
      sourcemap: 'inline',
      logLevel: 'warning',
      define: { 'process.env.MODELWATCH_BENCH_FOLDER': JSON.stringify(here) },
    }),
  ]);
  return folder;
}
