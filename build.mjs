#!/usr/bin/env node
/*
 * Builds the workspaces, those alone whose files changed since they were last built.
 * `node build.mjs [WORKSPACE ...]` builds the named ones; `--force` builds in any case; `--package` also writes zips.
 * Each workspace says in its own `build.mjs` how it is built: `export async function build()`.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const WORKSPACES = ['collector', 'datasource-plugin', 'panel-plugin', 'app-plugin'];
/** Files outside a workspace that its build reads. */
const SHARED = [
  'package-lock.json',
  'tsconfig.json',
  'build.mjs',
  'webpack.plugin.mjs',
  'collector/src/contract',
];
const SKIPPED = new Set(['dist', 'node_modules', 'demo']);

function filesBelow(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const child = join(path, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(child);
    return [child];
  });
}

function fingerprint(workspace) {
  const hash = createHash('sha256').update(process.version);
  const shared = SHARED.map((path) => join(ROOT, path)).filter(existsSync);
  const files = shared.flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
  for (const file of [...files, ...filesBelow(join(ROOT, workspace))].sort()) {
    if (/\.test\.tsx?$/.test(file)) continue;
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const unknown = named.filter((name) => !WORKSPACES.includes(name));
if (unknown.length > 0) {
  console.error(`No workspace named ${unknown.join(', ')}; there are ${WORKSPACES.join(', ')}.`);
  process.exit(2);
}
const force = process.argv.includes('--force');

for (const workspace of named.length > 0 ? named : WORKSPACES) {
  const script = join(ROOT, workspace, 'build.mjs');
  if (!existsSync(script)) continue;
  const stamp = join(ROOT, '.cache', `${workspace}.sha256`);
  const current = fingerprint(workspace);
  const built =
    existsSync(stamp) && existsSync(join(ROOT, workspace, 'dist')) ? readFileSync(stamp, 'utf8') : '';
  if (built === current && !force) continue;
  const started = performance.now();
  process.stderr.write(`building ${workspace} ... `);
  const { build } = await import(pathToFileURL(script).href);
  await build();
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(stamp, current);
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

if (process.argv.includes('--package')) {
  const { packagePlugins } = await import('./package-plugins.mjs');
  for (const { file, sha256, sizeBytes } of await packagePlugins(ROOT)) {
    console.log(`${file}  ${(sizeBytes / 1e6).toFixed(1)} MB  sha256 ${sha256}`);
  }
}
