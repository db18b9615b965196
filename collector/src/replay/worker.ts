import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { isComparisonTask } from './comparison/compareInThread';
import { serveComparison } from './worker/serveComparison';
import { serveRun } from './worker/serveRun';
import { serveTrial } from './worker/serveTrial';
import type { RunSetup } from './worker/messages';

/*
 * The program that opens ONNX sessions, built as a file of its own. As a thread it scores the batches of one replay
 * run, or compares two sides of a finished one; as a process of its own it tries one uploaded model, which may crash
 * it or never come back.
 */
if (isMainThread) serveTrial();
else if (parentPort && isComparisonTask(workerData)) serveComparison(parentPort, workerData.comparison);
else if (parentPort) serveRun(parentPort, workerData as RunSetup);
