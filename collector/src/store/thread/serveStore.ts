import type { MessagePort } from 'node:worker_threads';
import type { Store } from '../store';
import { packError } from './errors';
import { memoryOf } from './memory';
import type { StoreAnswer, StoreTask } from './messages';

/** What the program of the thread adds to the store: methods that take what only it can read. */
export type ServedStore = Store & Record<string, unknown>;

type Call = (...args: unknown[]) => unknown;

/** Does what it is asked through the port, all of it at the same time, until the store is closed. */
export function serveStore(port: MessagePort, store: ServedStore): void {
  const aborts = new Map<number, AbortController>();
  const iterations = new Map<number, AsyncIterator<unknown>>();
  const answer = (message: StoreAnswer, memory: ArrayBuffer[] = []): void =>
    port.postMessage(message, memory);

  const argumentsOf = (task: Extract<StoreTask, { canBeAborted: boolean }>): unknown[] => {
    if (!task.canBeAborted) return task.args;
    const abort = new AbortController();
    aborts.set(task.id, abort);
    return [...task.args, abort.signal];
  };

  async function call(task: Extract<StoreTask, { kind: 'call' }>): Promise<void> {
    try {
      const value = await methodOf(store, task.method)(...argumentsOf(task));
      answer({ kind: 'value', id: task.id, value });
      if (task.method === 'close') port.close();
    } catch (error) {
      answer({ kind: 'error', id: task.id, error: packError(error) });
    } finally {
      aborts.delete(task.id);
    }
  }

  async function next(task: Extract<StoreTask, { kind: 'next' }>): Promise<void> {
    const { id } = task;
    try {
      let iteration = iterations.get(id);
      if (!iteration) {
        const rows = methodOf(store, task.method)(...argumentsOf(task)) as AsyncIterable<unknown>;
        iteration = rows[Symbol.asyncIterator]();
        iterations.set(id, iteration);
      }
      const result = await iteration.next();
      if (!result.done) return answer({ kind: 'value', id, value: result.value }, memoryOf(result.value));
      answer({ kind: 'done', id });
    } catch (error) {
      answer({ kind: 'error', id, error: packError(error) });
    }
    iterations.delete(id);
    aborts.delete(id);
  }

  async function end(id: number): Promise<void> {
    const iteration = iterations.get(id);
    iterations.delete(id);
    aborts.delete(id);
    try {
      await iteration?.return?.();
      answer({ kind: 'done', id });
    } catch (error) {
      answer({ kind: 'error', id, error: packError(error) });
    }
  }

  port.on('message', (task: StoreTask) => {
    if (task.kind === 'call') void call(task);
    else if (task.kind === 'next') void next(task);
    else if (task.kind === 'abort') aborts.get(task.id)?.abort();
    else void end(task.id);
  });
  answer({ kind: 'ready', description: store.description, methods: methodNames(store) });
}

function methodNames(store: ServedStore): string[] {
  const own = Object.keys(store).filter((name) => typeof store[name] === 'function');
  return [...own, ...Object.keys(store.documents).map((name) => `documents.${name}`)];
}

function methodOf(store: ServedStore, method: string): Call {
  const [room, name] = method.split('.') as [string, string | undefined];
  if (name === undefined) return (store[room] as Call).bind(store);
  return (store.documents as unknown as Record<string, Call>)[name]!.bind(store.documents);
}
