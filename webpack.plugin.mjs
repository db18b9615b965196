/*
 * How the front end of a Grafana plugin is bundled: an AMD `module.js` that takes React and Grafana's own packages
 * from Grafana, chunks loaded from where `module.js` lies, and plugin.json, README, CHANGELOG, LICENSE and img beside it.
 *
 * `dir` is the folder of the package; `entry` its module, `src/module.ts` unless given. What describes a plugin
 * (plugin.json, README.md, ...) lies beside its entry, or else in `dir`. The bundle of `src/module.ts` goes to `dist`,
 * that of `src/distribution/module.ts` to `dist/distribution`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** What Grafana 12.2 and 13 share with plugins. `react/jsx-runtime` is not shared: JSX is compiled the classic way. */
const SHARED = [
  'lodash',
  'jquery',
  'moment',
  'slate',
  'emotion',
  '@emotion/react',
  '@emotion/css',
  'prismjs',
  'slate-plain-serializer',
  '@grafana/slate-react',
  'react',
  'react-dom',
  'react-redux',
  'redux',
  'rxjs',
  'i18next',
  'react-router',
  'd3',
  'angular',
];
const isGrafanas = (request) => /^@grafana\/(data|ui|runtime)(\/|$)/.test(request);

/** Times and versions of a build come from files, so that the same sources make the same bytes. */
function readRelease(dir, folders) {
  const { version } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const changelog = findFirst([...folders, ROOT], 'CHANGELOG.md');
  const date = changelog ? /\d{4}-\d{2}-\d{2}/.exec(readFileSync(changelog, 'utf8'))?.[0] : undefined;
  return { version, date: date ?? new Date().toISOString().slice(0, 10) };
}

function findFirst(folders, name) {
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(join(folder, entry.name)).map((path) => join(entry.name, path))
      : [entry.name],
  );
}

/** Emits the files that describe a plugin, with `%VERSION%` and `%TODAY%` filled in. */
class DescribePlugin {
  constructor({ dir, folders }) {
    Object.assign(this, { dir, folders });
  }

  sources() {
    const files = ['plugin.json', 'README.md', 'CHANGELOG.md', 'LICENSE'].flatMap((name) => {
      const path = findFirst(name === 'LICENSE' ? [...this.folders, ROOT] : this.folders, name);
      if (!path) throw new Error(`${name} of the plugin in ${this.folders[0]} is missing`);
      return [{ name, path }];
    });
    for (const folder of ['img', 'dashboards']) {
      const found = findFirst(this.folders, folder);
      if (!found) continue;
      for (const file of filesBelow(found).sort())
        files.push({ name: `${folder}/${file}`, path: join(found, file) });
    }
    return files;
  }

  apply(compiler) {
    compiler.hooks.thisCompilation.tap('DescribePlugin', (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONS;
      compilation.hooks.processAssets.tap({ name: 'DescribePlugin', stage }, () => {
        const release = readRelease(this.dir, this.folders);
        for (const { name, path } of this.sources()) {
          compilation.fileDependencies.add(path);
          const bytes = readFileSync(path);
          const filled = ['.json', '.md'].includes(extname(name))
            ? bytes
                .toString('utf8')
                .replaceAll('%VERSION%', release.version)
                .replaceAll('%TODAY%', release.date)
            : bytes;
          compilation.emitAsset(name, new webpack.sources.RawSource(filled));
        }
      });
    });
  }
}

/** Runs before the module itself: chunks are loaded from the folder that `module.js` was loaded from. */
function publicPathEntry(pluginId) {
  const source = [
    "import amd from 'amd-module';",
    "__webpack_public_path__ = amd && amd.uri ? amd.uri.slice(0, amd.uri.lastIndexOf('/') + 1)",
    `  : 'public/plugins/${pluginId}/';`,
  ].join('\n');
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

function findEntry(dir, entry) {
  if (entry) return isAbsolute(entry) ? entry : join(dir, entry);
  const found = findFirst([join(dir, 'src')], 'module.ts') ?? findFirst([join(dir, 'src')], 'module.tsx');
  if (!found) throw new Error(`${dir} has no src/module.ts or src/module.tsx`);
  return found;
}

/** webpack's configuration for one plugin. */
export function pluginConfig({ dir, entry }) {
  const module = findEntry(dir, entry);
  const source = dirname(module);
  const folders = source === dir ? [dir] : [source, dir];
  const description = findFirst(folders, 'plugin.json');
  if (!description) throw new Error(`${source} has no plugin.json`);
  const { id } = JSON.parse(readFileSync(description, 'utf8'));
  const output = join(dir, 'dist', ...(basename(source) === 'src' ? [] : [basename(source)]));
  return {
    name: id,
    mode: 'production',
    context: dir,
    target: ['web', 'es2022'],
    devtool: 'source-map',
    entry: { module: [publicPathEntry(id), module] },
    externalsType: 'amd',
    externals: [
      { 'amd-module': 'module' },
      ...SHARED,
      ({ request }, callback) => (isGrafanas(request) ? callback(null, request) : callback()),
    ],
    output: {
      path: output,
      filename: '[name].js',
      chunkFilename: '[name].[contenthash:8].js',
      assetModuleFilename: 'assets/[name].[contenthash:8][ext]',
      library: { type: 'amd' },
      publicPath: '/',
      uniqueName: id,
      clean: true,
      devtoolModuleFilenameTemplate: 'webpack://[namespace]/[resource-path]',
    },
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          use: {
            loader: 'swc-loader',
            options: {
              jsc: {
                target: 'es2022',
                parser: { syntax: 'typescript', tsx: true },
                transform: { react: { runtime: 'classic' } },
              },
            },
          },
        },
        // Modules of the contract only declare: those that a plugin does not use stay out of its bundle.
        { test: /collector[\\/]src[\\/]contract[\\/]/, sideEffects: false },
        { test: /\.md$/, type: 'asset/source' },
        { test: /\.(png|jpe?g|gif|svg|woff2?)$/, type: 'asset/resource' },
      ],
    },
    resolve: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
    plugins: [new DescribePlugin({ dir, folders })],
    performance: { hints: false },
    stats: 'errors-warnings',
  };
}

/** Bundles the plugins of these configurations; throws with what webpack says when one fails. */
export async function bundlePlugins(configurations) {
  const compiler = webpack(configurations);
  const stats = await new Promise((resolve, reject) => {
    compiler.run((error, result) => (error ? reject(error) : resolve(result)));
  });
  await new Promise((resolve, reject) => compiler.close((error) => (error ? reject(error) : resolve())));
  if (stats.hasErrors()) throw new Error(stats.toString({ preset: 'errors-only', colors: false }));
  if (stats.hasWarnings()) process.stderr.write(`${stats.toString({ preset: 'errors-warnings' })}\n`);
  return stats;
}
