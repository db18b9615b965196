#!/usr/bin/env node
/*
 * Pictures of what people see, written to test/e2e/out/: the preview page and the panel, dark and light, narrow and
 * wide, the app and the editors. `node test/e2e/screenshots.mjs [--collector URL]`; without a collector it shows
 * recorded answers. Run the build first.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, 'out');
const BUNDLE = join(HERE, 'out', '.support', 'support.cjs');

// The tests' support is TypeScript; so that both use the same, it is bundled here.
mkdirSync(dirname(BUNDLE), { recursive: true });
await build({
  entryPoints: [join(HERE, 'support', 'index.ts')],
  outfile: BUNDLE,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['playwright-core'],
  define: { __dirname: JSON.stringify(join(HERE, 'support')) },
});
const support = createRequire(import.meta.url)(BUNDLE);

const flag = process.argv.indexOf('--collector');
const collector = flag > 0 ? process.argv[flag + 1] : undefined;
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : '';
const windows = [...support.RECORDED_WINDOWS];
const ALL = 'Whole log|2026-10-01T00:00:00Z|2026-10-22T00:00:00Z';
const shared = { window: windows };
const dark = { theme: 'dark' };
const light = { theme: 'light' };

const DRIFT = JSON.stringify({ measure: 'drift.psi', model: 'employment', shape: 'distribution' });

const SHOTS = [
  ['page-dark-1400', { ...dark }, 1400, 900],
  ['page-light-1400', { ...light }, 1400, 900],
  ['page-light-600', { ...light }, 600, 900],
  ['panel-dark-300', { ...dark, mount: 'panel' }, 332, 700],
  ['panel-light-300', { ...light, mount: 'panel' }, 332, 700],
  ['panel-light-200', { ...light, mount: 'panel', width: '200', height: '400' }, 260, 460],
  ['panel-dark-category', { ...dark, mount: 'panel', window: windows[2] }, 1000, 640],
  ['panel-light-missing', { ...light, mount: 'panel', window: windows[3] }, 1000, 640],
  [
    'panel-dark-side-by-side',
    { ...dark, mount: 'panel', options: JSON.stringify({ arrangement: 'sideBySide', sharedScale: true }) },
    1000,
    640,
  ],
  [
    'disparity-dark-1000',
    { ...dark, mount: 'panel', panel: 'disparity', segment: 'race', window: ALL },
    1000,
    640,
  ],
  ['disparity-light-1400', { ...light, panel: 'disparity', segment: 'race', window: ALL }, 1400, 900],
  [
    'disparity-light-300',
    { ...light, mount: 'panel', panel: 'disparity', segment: 'race', window: ALL },
    332,
    640,
  ],
  [
    'disparity-dark-200',
    {
      ...dark,
      mount: 'panel',
      panel: 'disparity',
      segment: 'race',
      window: ALL,
      width: '200',
      height: '400',
    },
    260,
    460,
  ],
  [
    'disparity-dark-ratio',
    {
      ...dark,
      mount: 'panel',
      panel: 'disparity',
      segment: 'race',
      window: ALL,
      options: JSON.stringify({ compareBy: 'ratio', fromZero: false }),
    },
    700,
    640,
  ],
  [
    'panel-light-mirrored',
    { ...light, mount: 'panel', options: JSON.stringify({ arrangement: 'mirrored' }) },
    1000,
    640,
  ],
  [
    'panel-dark-difference',
    { ...dark, mount: 'panel', options: JSON.stringify({ arrangement: 'difference' }) },
    1000,
    640,
  ],
  ['arrival-dark-1000', { ...dark, mount: 'panel', panel: 'labelArrival', window: ALL }, 1000, 760],
  ['arrival-light-1400', { ...light, panel: 'labelArrival', window: ALL }, 1400, 900],
  ['arrival-light-300', { ...light, mount: 'panel', panel: 'labelArrival', window: ALL }, 332, 900],
  [
    'arrival-dark-200',
    { ...dark, mount: 'panel', panel: 'labelArrival', window: ALL, width: '200', height: '400' },
    260,
    460,
  ],
  ['app-dark', { ...dark, mount: 'app' }, 1300, 900],
  ['app-light-600', { ...light, mount: 'app' }, 600, 900],
  ['app-config-light', { ...light, mount: 'appConfig' }, 900, 600],
  ['app-no-data-source', { ...dark, mount: 'app', dataSource: 'none' }, 1000, 500],
  ['query-editor-dark', { ...dark, mount: 'queryEditor', query: DRIFT }, 1100, 500],
  ['config-editor-light', { ...light, mount: 'configEditor' }, 900, 700],
].filter(([name]) => name.includes(only));

const site = await support.openSite(collector ? { collector } : support.recordedAnswers());
const browser = await support.openBrowser();
try {
  if (!only) rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  for (const [name, parameters, width, height] of SHOTS) {
    const url = support.previewUrl(site.url, { ...shared, ...parameters });
    const { page, problems } = await support.openPage(browser, url, { width, height });
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(OUT, `${name}.png`) });
    console.log(
      `${name}.png${problems.length > 0 ? `  PROBLEMS: ${problems.map((one) => one.slice(0, 160)).join('\n  ')}` : ''}`,
    );
    await page.context().close();
  }
} finally {
  await browser.close();
  await site.close();
}
