import { Worker } from 'node:worker_threads';
import { ModelWatchError } from '../../contract';
import type { ComparedPairs, PairsToCompare } from './comparePairs';

/** What a thread of the worker's program is told when it is to compare. */
export interface ComparisonTask {
  comparison: PairsToCompare;
}

export type ComparisonAnswer = { compared: ComparedPairs } | { failed: string };

export const isComparisonTask = (data: unknown): data is ComparisonTask =>
  typeof data === 'object' && data !== null && 'comparison' in data;

/** Compares in a thread of its own: a thousand resamples of many rows take seconds, and requests must not wait. */
export function compareInThread(workerFile: string, comparison: PairsToCompare): Promise<ComparedPairs> {
  const worker = new Worker(workerFile, { workerData: { comparison } satisfies ComparisonTask });
  return new Promise<ComparedPairs>((resolve, reject) => {
    const failed = (what: string): void =>
      reject(
        new ModelWatchError({
          code: 'comparison-failed',
          message: `The comparison ${what}.`,
          status: 500,
        }),
      );
    worker.once('message', (answer: ComparisonAnswer) => {
      if ('compared' in answer) resolve(answer.compared);
      else failed(`failed: ${answer.failed}`);
    });
    worker.once('error', (error) => failed(`stopped with: ${error.message}`));
    worker.once('exit', () => failed('ended without an answer'));
  }).finally(() => void worker.terminate());
}
