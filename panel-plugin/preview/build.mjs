import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Grafana's typeface, under the names by which its styles ask for it. */
const FACES = [
  [400, 'normal', 'Inter-Regular'],
  [400, 'italic', 'Inter-Italic'],
  [500, 'normal', 'Inter-Medium'],
  [500, 'italic', 'Inter-MediumItalic'],
];

/** What `plugins` needs to be loaded by the page; maps and texts stay behind. */
const NEEDED = /(^|\/)(module\.js|plugin\.json|img(\/.*)?|[^/]+\.[0-9a-f]{8}\.js)$/;

/**
 * Bundles the page that draws the plugins without a Grafana into `dist/preview`: the page, Grafana's icons, and the
 * panels as they were built. It is static: any server can give it out from any folder.
 */
export async function buildPreview({ dir, panels }) {
  const finished = join(dir, 'dist', 'preview');
  // Made beside and moved into place, so that a server that gives the page out never finds half of it.
  const output = `${finished}.next`;
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  await build({
    entryPoints: { preview: join(HERE, 'src', 'main.tsx') },
    outdir: output,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'transform',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    loader: Object.fromEntries(
      ['.svg', '.png', '.gif', '.woff', '.woff2', '.ttf', '.eot'].map((extension) => [extension, 'dataurl']),
    ),
    logLevel: 'warning',
    legalComments: 'none',
  });
  cpSync(join(HERE, 'index.html'), join(output, 'index.html'));
  const ui = dirname(createRequire(import.meta.url).resolve('@grafana/ui/package.json'));
  // Grafana's icons are asked for where a Grafana has them, below its public path.
  cpSync(join(ui, 'dist', 'public', 'img'), join(output, 'public', 'build', 'img'), { recursive: true });
  const inter = dirname(createRequire(import.meta.url).resolve('@fontsource/inter/package.json'));
  for (const [weight, style, name] of FACES) {
    const file = join(inter, 'files', `inter-latin-${weight}-${style}.woff2`);
    cpSync(file, join(output, 'public', 'fonts', 'inter', `${name}.woff2`));
  }
  for (const panel of panels) copyPlugin(join(dir, 'dist', panel), join(output, 'plugins'));
  rmSync(finished, { recursive: true, force: true });
  renameSync(output, finished);
}

function copyPlugin(from, plugins) {
  const { id } = JSON.parse(readFileSync(join(from, 'plugin.json'), 'utf8'));
  cpSync(from, join(plugins, id), {
    recursive: true,
    filter: (path) => path === from || NEEDED.test(path.slice(from.length + 1)),
  });
}
