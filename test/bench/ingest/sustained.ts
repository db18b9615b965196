import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bar } from '../bar';
import { rateOfValidation } from './index';
import { makeBodies } from './events';

/*
 * A million events through the whole collector, acknowledged and queryable, while a dashboard's query is asked: the
 * built `modelwatch serve` in a process of its own, over loopback.
 */
const BENCH = process.env.MODELWATCH_BENCH_FOLDER ?? join(__dirname, '..');
const PROGRAM = join(BENCH, '../../collector/dist/modelwatch.js');
const DEMO = join(BENCH, '../../collector/demo/employment');
const LOG = join(DEMO, 'predictions.ndjson.gz');

const EVENTS = 1_000_000;
const BATCH = 500;
const CONNECTIONS = 8;
/** Events that are made at a time: what lies ready in the client is no part of the measurement. */
const PORTION = 50_000;
const STORE_MEMORY_MB = 512;
const QUERY_EVERY_MS = 250;

export interface SustainedFigures {
  eventsPerSecond: number;
  ratio: number;
  peakMemoryMb: number;
  queryP95AtRestMs: number;
  queryP95UnderLoadMs: number;
}

async function startServing(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const settings = ['--port', '0', '--data-dir', folder, '--models', join(DEMO, 'modelwatch.yaml')];
  const limits = ['--store-memory-mb', String(STORE_MEMORY_MB), '--log-level', 'error'];
  const child = spawn(process.execPath, [PROGRAM, 'serve', ...settings, ...limits], {
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

async function send(url: string, from: number): Promise<void> {
  const bodies = makeBodies(LOG, PORTION, BATCH, from);
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < bodies.length) {
      const body = bodies[next++]!;
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}/v1/predictions`, { method: 'POST', headers, body });
      if (answer.status === 429 || answer.status === 503) {
        next--;
        bodies[next] = body;
        await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1000);
      } else if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${await answer.text()}`);
      else await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
}

/** The drift panel of one day, whose rows are there before the load begins. */
async function queryMs(url: string): Promise<number> {
  const query = { measure: 'drift.psi', model: 'employment', shape: 'snapshot' };
  const range = { from: '2026-10-02T00:00:00Z', to: '2026-10-03T00:00:00Z' };
  const started = performance.now();
  const answer = await fetch(`${url}/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, range }),
  });
  if (answer.status !== 200)
    throw new Error(`the query was answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
  return performance.now() - started;
}

async function queryableRows(url: string): Promise<number> {
  const query = { measure: 'serving.requests', model: 'employment', shape: 'snapshot' };
  const range = { from: '2026-09-01T00:00:00Z', to: '2027-09-01T00:00:00Z' };
  const answer = await fetch(`${url}/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, range }),
  });
  const frame = (await answer.json()) as {
    schema: { fields: { name: string }[] };
    data: { values: number[][] };
  };
  const at = frame.schema.fields.findIndex((field) => field.name === 'value');
  return frame.data.values[at]?.[0] ?? 0;
}

async function untilQueryable(url: string, rows: number): Promise<void> {
  while ((await queryableRows(url)) < rows) await sleep(200);
}

function percentile95(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1]!;
}

/** Highest resident memory of a process so far, which the kernel keeps. */
function peakMemoryMb(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) / 1024;
}

async function measureSustained(): Promise<SustainedFigures> {
  const base = await rateOfValidation();
  const folder = mkdtempSync(join(tmpdir(), 'sustained-'));
  const { child, url } = await startServing(folder);
  try {
    await send(url, 0);
    await untilQueryable(url, PORTION);
    for (let warm = 0; warm < 5; warm++) await queryMs(url);

    const underLoad: number[] = [];
    let isLoading = true;
    const asking = (async () => {
      while (isLoading) {
        underLoad.push(await queryMs(url));
        await sleep(QUERY_EVERY_MS);
      }
    })();
    const started = performance.now();
    for (let from = PORTION; from < EVENTS; from += PORTION) await send(url, from);
    await untilQueryable(url, EVENTS);
    const seconds = (performance.now() - started) / 1000;
    isLoading = false;
    await asking;

    // At rest over the same files: the day's window holds as many rows as the load has put there.
    const atRest: number[] = [];
    for (let time = 0; time < 40; time++) atRest.push(await queryMs(url));
    const eventsPerSecond = (EVENTS - PORTION) / seconds;
    return {
      eventsPerSecond,
      ratio: eventsPerSecond / base,
      peakMemoryMb: peakMemoryMb(child.pid!),
      queryP95AtRestMs: percentile95(atRest),
      queryP95UnderLoadMs: percentile95(underLoad),
    };
  } finally {
    child.kill('SIGTERM');
    await new Promise<void>((resolve) =>
      child.exitCode !== null ? resolve() : child.once('exit', () => resolve()),
    );
    rmSync(folder, { recursive: true, force: true });
  }
}

let figures: Promise<SustainedFigures> | undefined;
const measureOnce = (): Promise<SustainedFigures> => (figures ??= measureSustained());

/** Three bars of one measurement; whoever asks first runs it. */
export const sustainedBars: Bar[] = [
  {
    name: 'sustained-rate',
    what: '1,000,000 events acknowledged and queryable, against the same server that only parses and validates',
    atLeast: 0.2,
    async run() {
      const { ratio, eventsPerSecond } = await measureOnce();
      return {
        value: ratio,
        detail: `${Math.round(eventsPerSecond).toLocaleString('en')} events/s, queries beside it`,
      };
    },
  },
  {
    name: 'sustained-memory',
    what: `peak memory of the collector during that load, beyond DuckDB's limit of ${STORE_MEMORY_MB} MB`,
    atMost: 200,
    unit: 'MB',
    async run() {
      const { peakMemoryMb: peak } = await measureOnce();
      return { value: peak - STORE_MEMORY_MB, detail: `${Math.round(peak)} MB at the peak` };
    },
  },
  {
    name: 'sustained-queries',
    what: 'p95 of a drift query during that load, against at rest',
    atMost: 2,
    async run() {
      const { queryP95AtRestMs: rest, queryP95UnderLoadMs: load } = await measureOnce();
      return { value: load / rest, detail: `${load.toFixed(0)} ms against ${rest.toFixed(0)} ms` };
    },
  },
];
