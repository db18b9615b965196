/*
 * Writes each built plugin as a zip with its checksum, in the form that `grafana cli plugins install --pluginUrl` and
 * a plugins folder take: one folder named by the plugin's id.
 */
import { zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

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

export function packagePlugins(root) {
  const out = join(root, 'dist');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  return PLUGINS.map((plugin) => {
    const folder = join(root, plugin);
    const { id, info } = JSON.parse(readFileSync(join(folder, 'plugin.json'), 'utf8'));
    const entries = filesBelow(folder)
      .sort()
      .map((path) => [
        `${id}/${relative(folder, path)}`,
        [readFileSync(path), { os: UNIX, attrs: attributesOf(statSync(path).mode), mtime: MTIME }],
      ]);
    const zip = zipSync(Object.fromEntries(entries), { level: 9 });
    const file = join('dist', `${id}-${info.version}.zip`);
    const sha256 = createHash('sha256').update(zip).digest('hex');
    writeFileSync(join(root, file), zip);
    writeFileSync(join(root, `${file}.sha256`), `${sha256}  ${id}-${info.version}.zip\n`);
    return { file, sha256, sizeBytes: zip.length };
  });
}
