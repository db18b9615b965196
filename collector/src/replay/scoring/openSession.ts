import { InferenceSession } from 'onnxruntime-node';

/**
 * Opens a session on one thread: the pool runs several, and a thread that waits for its own pool of threads slows
 * the others. Bytes instead of a path, so that the file can refer to nothing beside it.
 */
export const openSession = (onnx: Uint8Array): Promise<InferenceSession> =>
  InferenceSession.create(onnx, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Errors only: what matters of the others is in the errors, and the rest would go to standard error raw.
    logSeverityLevel: 3,
  });
