import { build } from 'esbuild';
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bar, median } from '../bar';
import { makeBodies } from './events';
import type { ServerKind } from './server';

const BENCH = process.env.MODELWATCH_BENCH_FOLDER ?? join(__dirname, '..');
const LOG = join(BENCH, '../../collector/demo/employment/predictions.ndjson.gz');
const ROUNDS = 3;

export interface Load {
  events: number;
  batch: number;
  connections: number;
}

/** Builds the servers beside the sources, where they find their packages; answers the file. */
async function buildServer(): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(join(BENCH, 'out-'));
  await build({
    entryPoints: [join(BENCH, 'ingest/server.ts'), join(BENCH, '../../collector/src/storeProgram.ts')],
    entryNames: '[name]',
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    logLevel: 'warning',
  });
  return { file: join(folder, 'server.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Measured {
  eventsPerSecond: number;
  /** Of the server's process, its disk threads included: what is left of the figure on a machine that others use too. */
  cpuMicrosecondsPerEvent: number;
}

/** One server, started for this one measurement on an empty folder. */
export async function measureServer(file: string, kind: ServerKind, load: Load): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-bench-'));
  const child = fork(file, [kind, folder]);
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', (message) => resolve((message as { port: number }).port));
      child.once('exit', (code) => reject(new Error(`the ${kind} server ended with ${code}`)));
    });
    // The first tenth warms the compiler of both processes up and is not counted.
    const bodies = makeBodies(LOG, load.events, load.batch);
    const warm = Math.ceil(bodies.length / 10);
    await send(port, bodies.slice(0, warm), load.connections);
    const before = await cpuOf(child);
    const start = performance.now();
    const accepted = await send(port, bodies.slice(warm), load.connections);
    const seconds = (performance.now() - start) / 1000;
    const cpu = (await cpuOf(child)) - before;
    return { eventsPerSecond: accepted / seconds, cpuMicrosecondsPerEvent: cpu / accepted };
  } finally {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

function cpuOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (message) => {
      const { cpu } = message as { cpu: NodeJS.CpuUsage };
      resolve(cpu.user + cpu.system);
    });
    child.send('cpu');
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

async function send(port: number, bodies: readonly Buffer[], connections: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  let accepted = 0;
  const client = async (): Promise<void> => {
    while (next < bodies.length) {
      // Not `accepted += await …`: that reads the sum before it waits, and the clients would undo each other's.
      const taken = await post(agent, port, bodies[next++]!);
      accepted += taken;
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();
  return accepted;
}

function post(agent: Agent, port: number, body: Buffer): Promise<number> {
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const options = { agent, host: '127.0.0.1', port, path: '/v1/predictions', method: 'POST', headers };
  return new Promise((resolve, reject) => {
    const sending = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}: ${text}`));
        else resolve((JSON.parse(text) as { accepted: number }).accepted);
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** Ratio of two servers, measured in turns; the median of the rounds, because the machine's speed drifts. */
export async function compareServers(
  ours: { kind: ServerKind; load: Load },
  theirs: { kind: ServerKind; load: Load },
): Promise<{ value: number; detail: string }> {
  const { file, remove } = await buildServer();
  try {
    const rounds: { mine: Measured; base: Measured }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const base = await measureServer(file, theirs.kind, theirs.load);
      rounds.push({ mine: await measureServer(file, ours.kind, ours.load), base });
    }
    const tell = (kind: ServerKind, some: Measured[]): string => {
      const rate = Math.round(median(some.map((one) => one.eventsPerSecond))).toLocaleString('en');
      const cpu = median(some.map((one) => one.cpuMicrosecondsPerEvent)).toFixed(1);
      return `${kind} ${rate} events/s (${cpu} µs of CPU each)`;
    };
    const value = median(rounds.map(({ mine, base }) => mine.eventsPerSecond / base.eventsPerSecond));
    const mine = tell(
      ours.kind,
      rounds.map((one) => one.mine),
    );
    return {
      value,
      detail: `${mine}, ${tell(
        theirs.kind,
        rounds.map((one) => one.base),
      )}`,
    };
  } finally {
    remove();
  }
}

/** Events a second of the server that only parses and validates, in batches of 500: what sustained ingest is held against. */
export async function rateOfValidation(): Promise<number> {
  const { file, remove } = await buildServer();
  try {
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { eventsPerSecond } = await measureServer(file, 'validate', batches(150_000));
      rates.push(eventsPerSecond);
    }
    return median(rates);
  } finally {
    remove();
  }
}

const batches = (events: number): Load => ({ events, batch: 500, connections: 8 });
const singles = (events: number): Load => ({ events, batch: 1, connections: 64 });

/** Events acknowledged over loopback, events of the employment log. */
export const ingestBars: Bar[] = [
  {
    name: 'ingest-batches',
    what: 'acknowledged durable in batches of 500, against the same server that only parses and validates',
    atLeast: 0.5,
    unit: 'ratio',
    run: () =>
      compareServers(
        { kind: 'durable', load: batches(150_000) },
        { kind: 'validate', load: batches(150_000) },
      ),
  },
  {
    name: 'ingest-singles',
    what: 'acknowledged durable one event a request, against a DuckDB commit for each',
    atLeast: 6,
    unit: 'ratio',
    run: () =>
      compareServers({ kind: 'durable', load: singles(15_000) }, { kind: 'commit', load: singles(1500) }),
  },
];
