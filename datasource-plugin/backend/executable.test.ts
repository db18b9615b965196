import { build } from 'esbuild';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectBackend } from './testing';

/** As the build of the executable asks for it. */
const canCarry = readFileSync(process.execPath).includes('NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:0');
const onLinux = process.platform === 'linux' && canCarry ? test : test.skip;

onLinux(
  'the executable that carries Node starts with an empty environment and answers (needs a Node that can be carried)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'modelwatch-executable-'));
    const [script, executable] = [join(folder, 'backend.js'), join(folder, 'backend')];
    try {
      await build({
        entryPoints: [join(__dirname, 'main.ts')],
        outfile: script,
        bundle: true,
        platform: 'node',
        banner: { js: '#!/usr/bin/env node' },
        logLevel: 'error',
      });
      for (const name of ['plugin.proto', 'controller.proto', 'health.proto']) {
        copyFileSync(join(__dirname, 'protocol', name), join(folder, name));
      }
      const made = spawnSync(process.execPath, [
        join(__dirname, '..', 'buildExecutable.mjs'),
        script,
        executable,
      ]);
      expect(made.status).toBe(0);
      const child = spawn(executable, [], { env: { grafana_plugin_type: 'datasource' }, cwd: '/' });
      const line = await new Promise<string>((resolve, reject) => {
        child.stdout.once('data', (part: Buffer) => resolve(part.toString().trim()));
        child.once('exit', (code) => reject(new Error(`ended with ${code} before its handshake`)));
      });
      const end = new Promise((resolve) => child.once('exit', resolve));
      const client = connectBackend(`unix|${line.split('|')[3]}`);
      expect(await client.call('health', 'Check', { service: 'plugin' })).toEqual({ status: 'SERVING' });
      await client.call('controller', 'Shutdown', {});
      client.close();
      expect(await end).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
