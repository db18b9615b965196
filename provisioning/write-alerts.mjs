#!/usr/bin/env node
/* Writes the rule files of the demo model as `modelwatch alerts` prints them. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = join(ROOT, 'collector/dist/modelwatch.js');
const MODEL = join(ROOT, 'collector/demo/employment/modelwatch.yaml');
const FILES = { grafana: 'alerting/modelwatch.yaml', prometheus: 'prometheus/modelwatch.rules.yaml' };

for (const [format, file] of Object.entries(FILES)) {
  const text = execFileSync(process.execPath, [PROGRAM, 'alerts', '--file', MODEL, '--format', format]);
  writeFileSync(join(ROOT, 'provisioning', file), text);
}
