import { Worker, type Transferable } from 'node:worker_threads';
import { badRequest, ModelWatchError } from '../../contract';
import { ThreadControl } from '../worker/control';
import type { RunSetup, WorkerAnswer, WorkerTask } from '../worker/messages';

/** A task without the number that the thread gives it. */
export type Task = WorkerTask extends infer T ? (T extends WorkerTask ? Omit<T, 'id'> : never) : never;
type Answer = Exclude<WorkerAnswer, { kind: 'ready' } | { kind: 'refused' }>;

/** How often a thread that is to end is looked at while it is inside the runtime. */
const ASK_AGAIN_MS = 5;

/** Threads that were asked to end and are still inside the runtime. */
const stuck = new Set<ScoringThread>();

/**
 * Whether a model is still running that was given up. Its thread cannot be ended, and a process waits for its threads
 * before it exits: who wants to end this one has to kill it.
 */
export const isThreadStuck = (): boolean => stuck.size > 0;

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
  private readonly control = new ThreadControl();

  constructor(
    workerFile: string,
    private readonly setup: Omit<RunSetup, 'control'>,
    private readonly timeLimitMs: number,
  ) {
    this.opened = new Promise((resolve, reject) => (this.settleOpening = { resolve, reject }));
    this.opened.catch(() => undefined);
    this.worker = new Worker(workerFile, {
      workerData: { ...setup, control: this.control.memory } satisfies RunSetup,
    });
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

  /**
   * Fails what the thread was asked and ends it, as soon as it is outside the runtime: a chunk of rows takes about a
   * millisecond. One that never comes out keeps its core until the collector ends; trying a model in a process of its
   * own when it is registered is what keeps such models away.
   */
  close(reason: Error): void {
    this.die(reason);
    this.control.stop();
    this.worker.unref();
    const end = (): void => {
      if (this.control.isInside) {
        stuck.add(this);
        setTimeout(end, ASK_AGAIN_MS).unref();
        return;
      }
      stuck.delete(this);
      void this.worker.terminate();
    };
    end();
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
    const variant = this.setup.variants[this.control.variant];
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
