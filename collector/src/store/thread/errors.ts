import { ModelWatchError } from '../../contract';
import type { ThrownError } from './messages';

export function packError(error: unknown): ThrownError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  if (!(error instanceof ModelWatchError)) return { name, message, stack };
  const { code, status, path, retryAfterSeconds } = error;
  return { name, message, stack, problem: { code, message, status, path, retryAfterSeconds } };
}

export function unpackError({ name, message, stack, problem }: ThrownError): Error {
  if (problem) return Object.assign(new ModelWatchError(problem), { stack });
  return Object.assign(new Error(message), { name, stack });
}
