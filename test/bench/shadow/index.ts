import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ShadowRun } from '../../../collector/src/contract';
import { type Bar, median } from '../bar';
import { makeBodies } from '../ingest/events';

/*
 * The whole collector, as built, in a process of its own; 2,000 predictions a second come over loopback, with nobody in
 * shadow and with v2 answering all of them, in turns.
 */
const BENCH = process.env.MODELWATCH_BENCH_FOLDER ?? join(__dirname, '..');
const PROGRAM = join(BENCH, '../../collector/dist/modelwatch.js');
const DEMO = join(BENCH, '../../collector/demo/employment');
const LOG = join(DEMO, 'predictions.ndjson.gz');

const EVENTS_PER_SECOND = 2000;
const BATCH = 20;
const ROUNDS = 5;
const PHASE_SECONDS = 4;

async function startServing(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const settings = ['--port', '0', '--data-dir', folder, '--models', join(DEMO, 'modelwatch.yaml')];
  const child = spawn(process.execPath, [PROGRAM, 'serve', ...settings, '--log-level', 'error'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      told += chunk.toString();
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(told) ?? [];
      if (address) resolve(address);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the collector ended with ${code}: ${told}`)));
  });
  return { child, url };
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function post(url: string, body: Buffer): Promise<void> {
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const sending = request(`${url}/v1/predictions`, { agent, method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
      );
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** Milliseconds from when each request was due: one that is sent late because another stalled has waited, too. */
async function sendPhase(url: string, from: number): Promise<number[]> {
  const bodies = makeBodies(LOG, EVENTS_PER_SECOND * PHASE_SECONDS, BATCH, from);
  const everyMs = (1000 * BATCH) / EVENTS_PER_SECOND;
  const started = performance.now();
  const waited: number[] = [];
  const sent: Promise<void>[] = [];
  for (const [index, body] of bodies.entries()) {
    const due = started + index * everyMs;
    const ahead = due - performance.now();
    if (ahead > 1) await sleep(ahead);
    sent.push(post(url, body).then(() => void waited.push(performance.now() - due)));
  }
  await Promise.all(sent);
  return waited;
}

const percentile99 = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1]!;

async function ask(url: string, method: string, path: string, body?: object): Promise<ShadowRun> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as ShadowRun;
}

async function measureShadow(): Promise<{ value: number; detail: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'shadow-bench-'));
  const { child, url } = await startServing(folder);
  try {
    let next = 0;
    const phase = async (): Promise<number> => {
      const waited = await sendPhase(url, next);
      next += EVENTS_PER_SECOND * PHASE_SECONDS;
      return percentile99(waited);
    };
    await phase();
    const rounds: { without: number; beside: number }[] = [];
    const counts = { scored: 0, dropped: 0, offered: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const without = await phase();
      const { id } = await ask(url, 'POST', '/v1/shadows', { model: 'employment', version: 'v2' });
      rounds.push({ without, beside: await phase() });
      const ended = await ask(url, 'DELETE', `/v1/shadows/${id}`);
      for (const name of ['scored', 'dropped', 'offered'] as const) counts[name] += ended.counts[name];
    }
    const [without, beside] = (['without', 'beside'] as const).map((name) =>
      median(rounds.map((one) => one[name])),
    );
    return {
      value: median(rounds.map((one) => one.beside / one.without)),
      detail:
        `p99 ${beside!.toFixed(1)} ms against ${without!.toFixed(1)} ms, ` +
        `${counts.scored.toLocaleString('en')} of ${counts.offered.toLocaleString('en')} scored`,
    };
  } finally {
    agent.destroy();
    child.kill('SIGTERM');
    await new Promise<void>((resolve) =>
      child.exitCode !== null ? resolve() : child.once('exit', () => resolve()),
    );
    rmSync(folder, { recursive: true, force: true });
  }
}

export const shadowBars: Bar[] = [
  {
    name: 'shadow',
    what: 'p99 of taking in 2,000 predictions a second while a candidate answers all of them, against without it',
    atMost: 1.2,
    run: measureShadow,
  },
];
