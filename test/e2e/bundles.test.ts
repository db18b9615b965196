import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PLUGIN_FOLDERS } from './support';

const LARGEST_GZIPPED_BYTES = 150_000;

describe.each(Object.entries(PLUGIN_FOLDERS))('bundle of %s', (id, folder) => {
  const test = existsSync(join(folder, 'module.js')) ? it : it.skip;
  const scripts = (): string[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .map((name) => join(folder, name));

  test('is small', () => {
    const bytes = scripts().map((script) => gzipSync(readFileSync(script)).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST_GZIPPED_BYTES);
  });

  test('takes JSX from React the classic way: no jsx-runtime, which Grafana does not share', () => {
    for (const script of scripts()) {
      const text = readFileSync(script, 'utf8');
      expect(text).not.toMatch(/jsx-(dev-)?runtime|react\.element|react\.transitional\.element/);
    }
  });

  test('is described by a plugin.json whose blanks are filled in and whose files are there', () => {
    const text = readFileSync(join(folder, 'plugin.json'), 'utf8');
    expect(text).not.toMatch(/%[A-Z]+%/);
    const json = JSON.parse(text) as {
      id: string;
      info: { version: string; logos: { small: string; large: string } };
      includes?: { type: string; path: string }[];
    };
    expect(json.id).toBe(id);
    expect(json.info.version).toMatch(/^\d+\.\d+\.\d+$/);
    const dashboards = (json.includes ?? [])
      .filter(({ type }) => type === 'dashboard')
      .map(({ path }) => path);
    for (const path of [
      json.info.logos.small,
      json.info.logos.large,
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      ...dashboards,
    ]) {
      expect([path, existsSync(join(folder, path))]).toEqual([path, true]);
    }
  });
});
