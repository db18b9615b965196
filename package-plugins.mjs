/*
 * Writes each built plugin as a zip with its checksum, in the form that `grafana cli plugins install --pluginUrl` and
 * a plugins folder take: one folder named by the plugin's id. The data source comes twice: as the script that any
 * system with Node can run, and for this system and processor with the executable that carries Node.
 */
import { zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildExecutable, canCarry, thisSystem } from './datasource-plugin/buildExecutable.mjs';

const PLUGINS = [
  'datasource-plugin/dist',
  'panel-plugin/dist/distribution',
  'panel-plugin/dist/disparity',
  'panel-plugin/dist/label-arrival',
  'app-plugin/dist',
];
/** Attributes that a zip made on Unix carries in its upper half: a regular file with these permissions. */
const UNIX = 3;
const attributesOf = (mode) => (0o100000 | (mode & 0o111 ? 0o755 : 0o644)) << 16;
/** One moment for every file, so that the same build gives the same bytes. */
const MTIME = new Date('2026-01-01T00:00:00Z');

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** @param replaced paths of files to take instead of those of the folder, by name; null leaves one out */
function writeZip(root, folder, suffix, replaced = {}) {
  const { id, info } = JSON.parse(readFileSync(join(folder, 'plugin.json'), 'utf8'));
  const entries = filesBelow(folder)
    .sort()
    .map((path) => [relative(folder, path), replaced[relative(folder, path)] ?? path])
    .filter(([name]) => replaced[name] !== null)
    .map(([name, path]) => [
      `${id}/${name}`,
      [readFileSync(path), { os: UNIX, attrs: attributesOf(statSync(path).mode), mtime: MTIME }],
    ]);
  const zip = zipSync(Object.fromEntries(entries), { level: 9 });
  const name = `${id}-${info.version}${suffix}.zip`;
  const sha256 = createHash('sha256').update(zip).digest('hex');
  writeFileSync(join(root, 'dist', name), zip);
  writeFileSync(join(root, 'dist', `${name}.sha256`), `${sha256}  ${name}\n`);
  return { file: join('dist', name), sha256, sizeBytes: zip.length };
}

/** The data source as `grafana cli` takes it for one system: its executable, and none of the scripts. */
async function packageExecutable(root, folder) {
  const system = thisSystem();
  if (system === null || !canCarry()) {
    console.error(
      `This Node carries no script, so that no self-contained data source is written: ${process.execPath}`,
    );
    return [];
  }
  const name = `gpx_modelwatch_${system}`;
  const own = mkdtempSync(join(tmpdir(), 'modelwatch-package-'));
  try {
    const executable = join(own, name);
    await buildExecutable(join(folder, name), executable);
    const scripts = readdirSync(folder).filter((one) => one.startsWith('gpx_modelwatch_'));
    const replaced = Object.fromEntries(scripts.map((one) => [one, null]));
    return [writeZip(root, folder, `.${system}`, { ...replaced, [name]: executable })];
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

export async function packagePlugins(root) {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  const zips = PLUGINS.map((plugin) => writeZip(root, join(root, plugin), ''));
  return [...zips, ...(await packageExecutable(root, join(root, 'datasource-plugin', 'dist')))];
}
