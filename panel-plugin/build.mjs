import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePlugins, pluginConfig } from '../webpack.plugin.mjs';
import { buildPreview } from './preview/build.mjs';

const dir = fileURLToPath(new URL('.', import.meta.url));

/** Panels of this package: a folder of `src` each, with its own plugin.json. */
const PANELS = ['distribution', 'disparity', 'label-arrival'];

export async function build() {
  await bundlePlugins(PANELS.map((panel) => pluginConfig({ dir, entry: join('src', panel, 'module.ts') })));
  await buildPreview({ dir, panels: PANELS });
}
