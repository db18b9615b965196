import { build as bundle } from 'esbuild';
import { chmodSync, copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundlePlugins, pluginConfig } from '../webpack.plugin.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Grafana appends system and processor to the executable's name; one script serves all that have node. */
const SYSTEMS = ['linux_amd64', 'linux_arm64', 'darwin_amd64', 'darwin_arm64'];
const DEFINITIONS = ['plugin.proto', 'controller.proto', 'health.proto'];

async function buildBackend() {
  const first = here(`dist/gpx_modelwatch_${SYSTEMS[0]}`);
  await bundle({
    entryPoints: [here('backend/main.ts')],
    outfile: first,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    minifySyntax: true,
    legalComments: 'eof',
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
  });
  for (const system of SYSTEMS) {
    const executable = here(`dist/gpx_modelwatch_${system}`);
    if (executable !== first) copyFileSync(first, executable);
    chmodSync(executable, 0o755);
  }
  for (const name of DEFINITIONS) copyFileSync(here(`backend/protocol/${name}`), here(`dist/${name}`));
}

/** The front end first: webpack empties `dist`. */
export async function build() {
  await bundlePlugins([pluginConfig({ dir: here('.') })]);
  await buildBackend();
}
