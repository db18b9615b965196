import { InferenceSession, Tensor } from 'onnxruntime-node';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openRegistry } from '../../../collector/src/registry';
import { createPrepareModel, createReplayService, type ReplayService } from '../../../collector/src/replay';
import { openDuckDbStore, openStoreThread, type Store } from '../../../collector/src/store';
import { median } from '../bar';
import { encodeRows, fillStore, readModel } from './employmentRows';

const START = Date.UTC(2026, 8, 1);
const VERSION = 'v2';
/** Rows a call of the bare loop: where a tree ensemble is fastest. */
const CALL_ROWS = 256;
const ROUNDS = 3;

export interface ReplayFigures {
  rows: number;
  /** Median over the rounds of replayed rows a second over those of the bare loop beside it. */
  ratio: number;
  bareRowsPerSecond: number;
  replayRowsPerSecond: number;
  /** CPU milliseconds of the whole process for a replay, and of the bare loop. */
  replayCpuMs: number;
  bareCpuMs: number;
  longestStallMs: number;
}

/**
 * Replays v2 over rows of the store, through the service to the stored result, beside a bare loop of the runtime over
 * tensors that are ready, in turns: the machine's speed drifts.
 */
export async function measureReplay({
  rows,
  demoFolder,
  programs,
}: {
  rows: number;
  demoFolder: string;
  /** Folder of the built programs of the threads. */
  programs: string;
}): Promise<ReplayFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-bench-replay-'));
  const file = join(folder, 'store.duckdb');
  const workerFile = join(programs, 'replay-worker.js');
  const register = (store: Store) =>
    openRegistry({
      store,
      modelsDir: join(folder, 'models'),
      prepareModel: createPrepareModel({ workerFile }),
      clock: Date.now,
    });
  const { spec, version } = readModel(demoFolder, VERSION);
  const onnx = readFileSync(join(demoFolder, version.file!));
  await fill(await openDuckDbStore({ file }), async (filling) => {
    const registry = await register(filling);
    await registry.applyModel(spec);
    await registry.putVersion(spec.model, VERSION, version, onnx);
    await fillStore(filling, spec, demoFolder, { rows, from: START });
    await filling.checkpoint();
  });
  // From here on as a collector has it: the store in a thread of its own.
  const store = await openStoreThread({ file, program: join(programs, 'store-thread.js') });
  const registry = await register(store);
  let replays: ReplayService | undefined;
  try {
    const tensors = readyTensors(encodeRows(demoFolder, spec, version), spec.features.length, rows);
    const silent = { info: () => undefined, warn: () => undefined };
    replays = await createReplayService({
      store,
      registry,
      workerFile,
      threads: 1,
      log: silent,
      clock: Date.now,
    });
    const request = {
      model: spec.model,
      from: new Date(START).toISOString(),
      to: new Date(START + rows).toISOString(),
      versions: [VERSION],
    };
    const session = await InferenceSession.create(onnx, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    await timed(() => runBare(session, tensors.slice(0, 400)));

    const rounds: { bare: Cost; replayed: Cost }[] = [];
    let longestStallMs = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const bare = await timed(() => runBare(session, tensors));
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const replayed = await timed(() => runReplay(replays!, request, rows));
      delay.disable();
      longestStallMs = Math.max(longestStallMs, delay.max / 1e6);
      rounds.push({ bare, replayed });
    }
    const of = (pick: (round: (typeof rounds)[number]) => number): number => median(rounds.map(pick));
    return {
      rows,
      ratio: of(({ bare, replayed }) => bare.ms / replayed.ms),
      bareRowsPerSecond: of(({ bare }) => (rows / bare.ms) * 1000),
      replayRowsPerSecond: of(({ replayed }) => (rows / replayed.ms) * 1000),
      bareCpuMs: of(({ bare }) => bare.cpuMs),
      replayCpuMs: of(({ replayed }) => replayed.cpuMs),
      longestStallMs,
    };
  } finally {
    await replays?.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(store: Store, work: (store: Store) => Promise<void>): Promise<void> {
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

function readyTensors(matrix: Float32Array, columns: number, rows: number): Tensor[] {
  const distinct = matrix.length / columns;
  const tensors: Tensor[] = [];
  for (let start = 0; start < rows; start += CALL_ROWS) {
    const count = Math.min(CALL_ROWS, rows - start);
    const data = new Float32Array(count * columns);
    for (let row = 0; row < count; row++) {
      const source = ((start + row) % distinct) * columns;
      data.set(matrix.subarray(source, source + columns), row * columns);
    }
    tensors.push(new Tensor('float32', data, [count, columns]));
  }
  return tensors;
}

async function runBare(session: InferenceSession, tensors: readonly Tensor[]): Promise<void> {
  for (const X of tensors) await session.run({ X }, ['probabilities']);
}

async function runReplay(
  replays: ReplayService,
  request: Parameters<ReplayService['start']>[0],
  rows: number,
): Promise<void> {
  const run = await replays.wait((await replays.start(request)).id);
  const [result] = run.results;
  if (run.state !== 'done' || result?.rows !== rows || Object.keys(result.failed).length > 0) {
    throw new Error(`the replay ended ${run.state} with ${result?.rows ?? 0} of ${rows} rows: ${run.error}`);
  }
  if (result.performance.rocAuc === null)
    throw new Error('the replay found no labels to hold the scores against');
}

interface Cost {
  ms: number;
  cpuMs: number;
}

async function timed(work: () => Promise<void>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000 };
}
