import { build as bundle } from 'esbuild';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Native modules, and what finds files of its own beside itself, stay outside the bundle. */
const EXTERNAL = [
  'onnxruntime-node',
  '@duckdb/node-api',
  '@duckdb/node-bindings',
  'classic-level',
  'msgpackr',
  'express',
  'pino',
  'prom-client',
  'apache-arrow',
  'protobufjs',
];

/** @param {string} [outdir] another folder than that of the product, for tests */
export async function build(outdir = here('dist')) {
  await bundle({
    entryPoints: {
      modelwatch: here('src/modelwatch.ts'),
      'replay-worker': here('src/replay/worker.ts'),
      'store-thread': here('src/storeProgram.ts'),
    },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    sourcemap: true,
    external: EXTERNAL,
    logLevel: 'warning',
  });
}
