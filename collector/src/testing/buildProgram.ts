import { buildSync } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/**
 * Bundles the program of a thread as the build does, for tests: threads and processes run JavaScript only. It lies
 * below `node_modules` so that it finds the packages that stay outside of it; equal bundles share a file.
 */
export function buildProgram(entry: string, name: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    packages: 'external',
    logLevel: 'warning',
  });
  const program = outputFiles[0]!.contents;
  const folder = join(ROOT, 'node_modules/.cache/modelwatch');
  const digest = createHash('sha256').update(program).digest('hex').slice(0, 16);
  const file = join(folder, `${name}-${digest}.cjs`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, program);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}
