#!/usr/bin/env node
/*
 * Makes of the backend's script an executable that carries Node itself (Node's single-executable application), so that
 * Grafana's server needs none: `node buildExecutable.mjs SCRIPT OUT`. It is for the system and the processor that it
 * was made on, and on Linux for those with glibc.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postject from 'postject';

/** What Node looks for in its own executable; both are fixed by Node's documentation. */
const RESOURCE = 'NODE_SEA_BLOB';
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** How Grafana names this system and processor; null where it runs on neither. */
export function thisSystem() {
  const processor = { x64: 'amd64', arm64: 'arm64' }[process.arch];
  const system = { linux: 'linux', darwin: 'darwin' }[process.platform];
  return system && processor ? `${system}_${processor}` : null;
}

/** Whether this Node can carry a script: those of some distributions load theirs from a shared library and cannot. */
export const canCarry = () => readFileSync(process.execPath).includes(`${FUSE}:0`);

function run(command, args) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
}

export async function buildExecutable(script, out) {
  if (!canCarry()) {
    throw new Error(
      `${process.execPath} cannot carry a script: build with a Node of nodejs.org or of a package of it.`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-executable-'));
  try {
    const [main, blob, configuration] = ['main.js', 'main.blob', 'sea.json'].map((name) =>
      join(folder, name),
    );
    // A script is carried as the body of a function, in which a first line for the shell is no JavaScript.
    writeFileSync(main, readFileSync(script, 'utf8').replace(/^#!.*\n/, ''));
    writeFileSync(configuration, JSON.stringify({ main, output: blob, disableExperimentalSEAWarning: true }));
    run(process.execPath, ['--experimental-sea-config', configuration]);
    rmSync(out, { force: true });
    copyFileSync(process.execPath, out);
    chmodSync(out, 0o755);
    const isMac = process.platform === 'darwin';
    if (isMac) run('codesign', ['--remove-signature', out]);
    await postject.inject(out, RESOURCE, readFileSync(blob), {
      sentinelFuse: FUSE,
      ...(isMac && { machoSegmentName: 'NODE_SEA' }),
    });
    if (isMac) run('codesign', ['--sign', '-', out]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [script, out] = process.argv.slice(2);
  if (!script || !out) {
    console.error('node buildExecutable.mjs SCRIPT OUT');
    process.exit(2);
  }
  await buildExecutable(script, out);
}
