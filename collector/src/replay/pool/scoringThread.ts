import { Worker, type Transferable } from 'node:worker_threads';
import { badRequest, ModelWatchError } from '../../contract';
import type { RunSetup, WorkerAnswer, WorkerTask } from '../worker/messages';

/** A task without the number that the thread gives it. */
export type Task = WorkerTask extends infer T ? (T extends WorkerTask ? Omit<T, 'id'> : never) : never;
type Answer = Exclude<WorkerAnswer, { kind: 'ready' } | { kind: 'refused' }>;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * One worker thread and what it was asked. It does one task after another; when one takes longer than the limit, or
 * the thread dies, everything it was asked fails with the reason.
 */
export class ScoringThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private readonly opened: Promise<void>;
  private settleOpening!: { resolve(): void; reject(error: Error): void };
  private nextId = 0;
  private timer: NodeJS.Timeout | undefined;
  private death: Error | null = null;
  /** Which variant the thread is at; the thread writes it. */
  private readonly at: Int32Array;

  constructor(
    workerFile: string,
    private readonly setup: Omit<RunSetup, 'at'>,
    private readonly timeLimitMs: number,
  ) {
    const at = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    this.at = new Int32Array(at);
    this.opened = new Promise((resolve, reject) => (this.settleOpening = { resolve, reject }));
    this.opened.catch(() => undefined);
    this.worker = new Worker(workerFile, { workerData: { ...setup, at } satisfies RunSetup });
    this.worker.on('message', (answer: WorkerAnswer) => this.receive(answer));
    this.worker.on('error', (error) => this.die(this.problem('crashed', `stopped with: ${error.message}`)));
    this.worker.on('exit', () => this.die(this.problem('crashed', 'ended')));
    this.restartTimer();
  }

  /** Resolves when the versions are open. */
  ready(): Promise<void> {
    return this.opened;
  }

  get load(): number {
    return this.waiting.size;
  }

  ask(task: Task, memory: readonly ArrayBuffer[]): Promise<Answer> {
    if (this.death) return Promise.reject(this.death);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      if (this.waiting.size === 1) this.restartTimer();
      this.worker.postMessage({ ...task, id }, memory as readonly Transferable[]);
    });
  }

  /** Ends the thread. Native code that is running is not interrupted: the thread then ends when it comes back. */
  close(reason: Error): void {
    this.die(reason);
    void this.worker.terminate();
  }

  private receive(answer: WorkerAnswer): void {
    if (answer.kind === 'ready') this.settleOpening.resolve();
    else if (answer.kind === 'refused') this.close(badRequest(answer.problem.code, answer.problem.message));
    else {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if (answer.kind === 'failed') waiting?.reject(this.problem('failed', `failed: ${answer.message}`));
      else waiting?.resolve(answer);
    }
    if (this.waiting.size > 0) this.restartTimer();
    else this.stopTimer();
  }

  private die(reason: Error): void {
    this.death ??= reason;
    this.stopTimer();
    this.settleOpening.reject(this.death);
    for (const waiting of this.waiting.values()) waiting.reject(this.death);
    this.waiting.clear();
  }

  private stopTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private restartTimer(): void {
    this.stopTimer();
    if (this.death) return;
    this.timer = setTimeout(() => {
      const seconds = this.timeLimitMs / 1000;
      this.close(this.problem('timeout', `did not come back within ${seconds} s and was stopped`));
    }, this.timeLimitMs);
  }

  private problem(code: string, what: string): ModelWatchError {
    const variant = this.setup.variants[Atomics.load(this.at, 0)];
    const doing = variant
      ? ` while it ran ${variant.version}${variant.repaired ? ' with the repairs' : ''}`
      : '';
    return new ModelWatchError({
      code: `replay-${code}`,
      message: `The scoring thread ${what}${doing}.`,
      status: 500,
    });
  }
}
