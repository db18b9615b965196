import type { MessagePort, Transferable } from 'node:worker_threads';
import { ModelWatchError } from '../../contract';
import { deLong, logitInterval } from '../../measures';
import { typeOfFeature } from '../expression';
import { compileRepairs } from '../repair';
import { planScores } from '../scoring';
import { ThreadControl } from './control';
import { countByScore } from './countByScore';
import type { RankedArea, RunSetup, ScoredBatch, WorkerAnswer, WorkerTask } from './messages';
import { openVersion, reasonOf } from './openVersion';
import { type BatchRunner, type OpenVersion, runBatch } from './runBatch';

/** Serves one replay run on this thread: opens its versions, then scores batches as they come. */
export function serveRun(port: MessagePort, setup: RunSetup): void {
  const answer = (message: WorkerAnswer, transfer: Transferable[] = []): void =>
    port.postMessage(message, transfer);
  const opened = openRunner(setup);
  opened.then(
    () => answer({ kind: 'ready' }),
    (error: unknown) => {
      const code = error instanceof ModelWatchError ? error.code : 'model-file';
      answer({ kind: 'refused', problem: { code, message: reasonOf(error) } });
    },
  );

  async function serve(task: WorkerTask): Promise<void> {
    const { id } = task;
    try {
      if (task.kind === 'rank') {
        answer({ kind: 'ranked', id, area: rankScores(task.scores, task.labels) });
        return;
      }
      const scored = await runBatch(await opened, task.batch);
      answer({ kind: 'scored', id, scored }, memoryOf(scored));
    } catch (error) {
      answer({ kind: 'failed', id, message: reasonOf(error) });
    }
  }
  let turn: Promise<void> = Promise.resolve();
  port.on('message', (task: WorkerTask) => {
    // Batches follow one another: the encoders' buffers are shared between them.
    turn = turn.then(() => serve(task));
  });
}

async function openRunner(setup: RunSetup): Promise<BatchRunner> {
  const control = new ThreadControl(setup.control);
  const versions = new Map<string, OpenVersion>();
  for (const version of setup.versions)
    versions.set(version.version, await openVersion(setup, version, control.enter));
  return {
    variants: setup.variants,
    versions,
    repairs: compileRepairs(setup.repairs, setup.features, setup.segments),
    texts: new Set(setup.features.filter((one) => typeOfFeature(one) === 'text').map((one) => one.name)),
    plan: planScores({ value: 'logged', probabilities: 'logged' }, setup.model),
    onVariant: (index) => {
      control.variant = index;
    },
  };
}

function rankScores(scores: Float64Array[], labels: Int8Array[]): RankedArea | null {
  const estimate = deLong(countByScore(scores, labels));
  if (!estimate) return null;
  const { area, variance } = estimate;
  return { value: area, interval: variance === null ? null : logitInterval({ area, variance }) };
}

const memoryOf = (scored: ScoredBatch): ArrayBuffer[] => [
  ...scored.variants.map((variant) => variant.scores.buffer as ArrayBuffer),
  scored.logged.scores.buffer as ArrayBuffer,
  scored.labels.buffer as ArrayBuffer,
];
