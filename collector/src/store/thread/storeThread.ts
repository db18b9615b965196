import { Worker } from 'node:worker_threads';
import { ModelWatchError } from '../../contract';
import { unpackError } from './errors';
import type { StoreAnswer, StoreTask, ThreadSetup } from './messages';

interface Waiting {
  resolve(answer: Extract<StoreAnswer, { kind: 'value' | 'done' }>): void;
  reject(error: Error): void;
}

type Asking = { method: string; args: unknown[]; signal?: AbortSignal };

/** The caller's side of the thread: messages out, answers to those who wait for them. */
export class StoreThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 0;
  private death: Error | null = null;
  readonly ready: Promise<Extract<StoreAnswer, { kind: 'ready' }>>;

  constructor(program: string, setup: ThreadSetup, log: (sentence: string) => void) {
    this.worker = new Worker(program, { workerData: setup });
    this.ready = new Promise((resolve, reject) => {
      this.worker.on('message', (answer: StoreAnswer) => {
        if (answer.kind === 'ready') resolve(answer);
        else if (answer.kind === 'refused') reject(unpackError(answer.error));
        else if (answer.kind === 'log') log(answer.sentence);
        else this.settle(answer);
      });
      this.worker.on('error', (error) => this.die(`stopped with: ${error.message}`, reject));
      this.worker.on('exit', (code) => this.die(`ended with ${code}`, reject));
    });
  }

  /** Calls a method of the store. @throws what it throws, or the reason of the signal */
  async call({ method, args, signal }: Asking, memory: ArrayBuffer[] = []): Promise<unknown> {
    signal?.throwIfAborted();
    const id = this.nextId++;
    const canBeAborted = signal !== undefined;
    const answer = await this.ask({ kind: 'call', id, method, args, canBeAborted }, memory, signal);
    return answer.kind === 'value' ? answer.value : undefined;
  }

  /**
   * Goes through what a method yields; the next piece is asked for before this one is used, so that the thread works
   * while its caller does.
   */
  async *iterate({ method, args, signal }: Asking): AsyncGenerator<unknown, void, void> {
    const id = this.nextId++;
    const canBeAborted = signal !== undefined;
    const ask = () => {
      const asked = this.ask({ kind: 'next', id, method, args, canBeAborted }, [], signal);
      asked.catch(() => undefined);
      return asked;
    };
    let next = ask();
    let isOver = false;
    try {
      for (;;) {
        const answer = await next;
        isOver = answer.kind === 'done';
        if (answer.kind === 'done') return;
        next = ask();
        yield answer.value;
      }
    } catch (error) {
      isOver = true;
      throw error;
    } finally {
      if (!isOver) {
        await next.catch(() => undefined);
        await this.ask({ kind: 'return', id }, []);
      }
    }
  }

  private ask(
    task: StoreTask,
    memory: ArrayBuffer[],
    signal?: AbortSignal,
  ): Promise<Extract<StoreAnswer, { kind: 'value' | 'done' }>> {
    if (this.death) return Promise.reject(this.death);
    const { id } = task;
    return new Promise((resolve, reject) => {
      const abort = (): void => this.worker.postMessage({ kind: 'abort', id } satisfies StoreTask);
      const settled = (): void => signal?.removeEventListener('abort', abort);
      this.waiting.set(id, {
        resolve: (answer) => {
          settled();
          resolve(answer);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      this.worker.postMessage(task, memory);
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
  }

  private settle(answer: Extract<StoreAnswer, { kind: 'value' | 'done' | 'error' }>): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (answer.kind === 'error') waiting?.reject(unpackError(answer.error));
    else waiting?.resolve(answer);
  }

  private die(what: string, refuse: (error: Error) => void): void {
    this.death ??= new ModelWatchError({
      code: 'store-thread-ended',
      status: 503,
      message: `The thread of the store ${what}. Start the collector again: everything acknowledged is in the journal.`,
    });
    refuse(this.death);
    for (const waiting of this.waiting.values()) waiting.reject(this.death);
    this.waiting.clear();
  }
}
