import { build } from 'esbuild';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

const COLLECTOR = join(__dirname, '../../collector');

/** Native modules and what finds files of its own beside itself. */
const EXTERNAL = [
  'onnxruntime-node',
  '@duckdb/*',
  'lmdb',
  'msgpackr',
  'express',
  'pino',
  'prom-client',
  'apache-arrow',
  'protobufjs',
];

/** Bundles the collector as it stands in the sources, into a folder where it finds its packages; answers the folder. */
export async function buildCollector(): Promise<string> {
  mkdirSync(join(COLLECTOR, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(COLLECTOR, 'dist/faults-'));
  await build({
    entryPoints: {
      modelwatch: join(COLLECTOR, 'src/modelwatch.ts'),
      'replay-worker': join(COLLECTOR, 'src/replay/worker.ts'),
      'store-thread': join(COLLECTOR, 'src/storeProgram.ts'),
    },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: EXTERNAL,
    logLevel: 'warning',
  });
  return folder;
}
