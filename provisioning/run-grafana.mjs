#!/usr/bin/env node
/*
 * Starts the collector with the demo log and a Grafana that has the plugins and the provisioning: the one of
 * GRAFANA_HOME, else `grafana` on the PATH, else Docker Compose. Ctrl-C ends both.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STATE = join(ROOT, '.modelwatch', 'grafana');
const COLLECTOR_PORT = Number(process.env.MODELWATCH_PORT ?? 4180);
const GRAFANA_PORT = Number(process.env.GF_SERVER_HTTP_PORT ?? 3000);
const PLUGINS = {
  'modelwatch-modelwatch-datasource': 'datasource-plugin/dist',
  'modelwatch-distribution-panel': 'panel-plugin/dist/distribution',
  'modelwatch-disparity-panel': 'panel-plugin/dist/disparity',
  'modelwatch-label-arrival-panel': 'panel-plugin/dist/label-arrival',
  'modelwatch-investigations-app': 'app-plugin/dist',
};

/** Grafana's executable and home, or null. */
function findGrafana() {
  const homes = [];
  if (process.env.GRAFANA_HOME) homes.push(process.env.GRAFANA_HOME);
  else {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (existsSync(join(folder, 'grafana'))) homes.push(dirname(folder), '/usr/share/grafana');
    }
  }
  for (const home of homes) {
    const executable = ['bin/grafana', 'bin/linux-amd64/grafana', '../../bin/grafana']
      .map((path) => join(home, path))
      .find(existsSync);
    if (executable && existsSync(join(home, 'conf', 'defaults.ini'))) return { home, executable };
  }
  if (process.env.GRAFANA_HOME) {
    console.error(
      `GRAFANA_HOME is ${process.env.GRAFANA_HOME}, but there is no bin/grafana with conf/defaults.ini in it.`,
    );
    process.exit(2);
  }
  return null;
}

function installPlugins() {
  const folder = join(STATE, 'plugins');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [id, source] of Object.entries(PLUGINS))
    cpSync(join(ROOT, source), join(folder, id), { recursive: true });
  const backend = join(folder, 'modelwatch-modelwatch-datasource', 'gpx_modelwatch_linux_amd64');
  if (existsSync(backend)) chmodSync(backend, 0o755);
  return folder;
}

const children = [];
let ending = false;
function end(code) {
  if (ending) return;
  ending = true;
  for (const child of children) child.kill('SIGTERM');
  process.exitCode = code;
}
process.on('SIGINT', () => end(0));
process.on('SIGTERM', () => end(0));

function start(name, command, args, options) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  children.push(child);
  child.on('error', (error) => {
    console.error(`${name} could not be started: ${error.message}`);
    end(1);
  });
  child.on('exit', (code, signal) => {
    if (!ending) console.error(`${name} ended (${signal ?? code}).`);
    end(code ?? 1);
  });
}

const grafana = findGrafana();
if (grafana) {
  const plugins = installPlugins();
  const address = `http://127.0.0.1:${COLLECTOR_PORT}`;
  start(
    'The collector',
    process.execPath,
    [join(ROOT, 'collector/dist/modelwatch.js'), 'demo', '--port', String(COLLECTOR_PORT)],
    {},
  );
  start('Grafana', grafana.executable, ['server', '--homepath', grafana.home], {
    env: {
      ...process.env,
      GF_SERVER_HTTP_ADDR: '127.0.0.1',
      GF_SERVER_HTTP_PORT: String(GRAFANA_PORT),
      GF_PATHS_DATA: join(STATE, 'data'),
      GF_PATHS_LOGS: join(STATE, 'logs'),
      GF_PATHS_PLUGINS: plugins,
      GF_PATHS_PROVISIONING: join(ROOT, 'provisioning'),
      GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: Object.keys(PLUGINS).join(','),
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_LOG_MODE: 'file',
      MODELWATCH_URL: address,
      MODELWATCH_QUERY_TOKEN: process.env.MODELWATCH_QUERY_TOKEN ?? '',
      MODELWATCH_DASHBOARDS: join(plugins, 'modelwatch-investigations-app', 'dashboards'),
    },
  });
  console.log(
    `Grafana: http://127.0.0.1:${GRAFANA_PORT} (admin / admin), collector: ${address}. Ctrl-C ends both.`,
  );
} else if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0) {
  const token = randomBytes(32).toString('base64url');
  const env = {
    ...process.env,
    MODELWATCH_QUERY_TOKEN: token,
    MODELWATCH_TOKENS: `demo:query+operate:${token}`,
  };
  start('Docker Compose', 'docker', ['compose', 'up', '--build'], { cwd: ROOT, env });
  console.log('Grafana: http://127.0.0.1:3000 (admin / admin) once the images are built. Ctrl-C ends it.');
} else {
  console.error(
    [
      'No Grafana was found. Do one of these, then run `npm run grafana` again:',
      '  - install Grafana 12.2 or later (https://grafana.com/grafana/download) and put its `bin` folder on the PATH;',
      '  - unpack it anywhere and set GRAFANA_HOME to that folder;',
      '  - start Docker: the Compose file then builds a Grafana with the plugins.',
      '`npm run demo` shows the suite without Grafana.',
    ].join('\n'),
  );
  process.exitCode = 2;
}
