import { fork } from 'node:child_process';
import { badRequest } from '../../contract';
import type { TrialScores } from '../../registry';
import type { TrialAnswer, TrialRequest } from '../worker/trial';

export interface TrialOptions {
  workerFile: string;
  timeLimitMs: number;
}

/**
 * Opens a model and scores a few plain rows with it, in a process of its own: native code that crashes takes its
 * process with it, and a run that never comes back can be ended for certain, which a thread cannot.
 * @throws ModelWatchError `model-refused`, `unsupported-opset`, `model-crashed` or `model-timeout`
 */
export async function tryModel(
  request: TrialRequest,
  { workerFile, timeLimitMs }: TrialOptions,
): Promise<TrialScores | undefined> {
  const answer = await ask(request, workerFile, timeLimitMs);
  if (answer.ok) return answer.scored;
  const reason = answer.message.split('\n')[0]!.slice(0, 500);
  if (/opset/i.test(reason) && /support/i.test(reason)) {
    throw badRequest(
      'unsupported-opset',
      `The model needs an operator set that this ONNX Runtime does not have: ${reason} Export it with an older opset.`,
    );
  }
  throw badRequest(
    'model-refused',
    answer.stage === 'opening'
      ? `ONNX Runtime cannot open the model: ${reason}`
      : `The model opens, and cannot score plain rows made from its inputs: ${reason}. Check how the features become tensors.`,
  );
}

function ask(request: TrialRequest, workerFile: string, timeLimitMs: number): Promise<TrialAnswer> {
  return new Promise((resolve, reject) => {
    const child = fork(workerFile, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(
        badRequest(
          'model-timeout',
          `The model did not open and score three rows within ${timeLimitMs / 1000} s; it was stopped. Check it for loops.`,
        ),
      );
    }, timeLimitMs);
    const settle = <T>(how: (value: T) => void, value: T): void => {
      clearTimeout(timer);
      how(value);
    };
    child.once('message', (answer) => settle(resolve, answer as TrialAnswer));
    child.once('error', (error) => settle(reject, error));
    child.once('exit', (code, signal) => {
      const how = signal ?? `exit code ${code}`;
      settle(
        reject,
        badRequest(
          'model-crashed',
          `ONNX Runtime crashed on the model (${how}); it is not taken. Export it again.`,
        ),
      );
    });
    child.send(request, (error) => {
      if (error) settle(reject, error);
    });
  });
}
