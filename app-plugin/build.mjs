import { fileURLToPath } from 'node:url';
import { bundlePlugins, pluginConfig } from '../webpack.plugin.mjs';

const dir = fileURLToPath(new URL('.', import.meta.url));

export async function build() {
  await bundlePlugins([pluginConfig({ dir })]);
}
