import type { MessagePort } from 'node:worker_threads';
import type { ComparisonAnswer } from '../comparison/compareInThread';
import { comparePairs, type PairsToCompare } from '../comparison/comparePairs';
import { reasonOf } from './openVersion';

/** Compares on this thread, answers once, and is done. */
export function serveComparison(port: MessagePort, pairs: PairsToCompare): void {
  let answer: ComparisonAnswer;
  try {
    answer = { compared: comparePairs(pairs) };
  } catch (error) {
    answer = { failed: reasonOf(error) };
  }
  port.postMessage(answer);
}
