import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const COLLECTOR = join(__dirname, '../../collector');

/** Bundles the collector as it stands in the sources, into a folder where it finds its packages; answers the folder. */
export async function buildCollector(): Promise<string> {
  mkdirSync(join(COLLECTOR, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(COLLECTOR, 'dist/faults-'));
  // The product's own build is an ES module, which Jest cannot load; a process of its own can.
  const script = pathToFileURL(join(COLLECTOR, 'build.mjs')).href;
  const program = `import { build } from ${JSON.stringify(script)}; await build(${JSON.stringify(folder)});`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return folder;
}
