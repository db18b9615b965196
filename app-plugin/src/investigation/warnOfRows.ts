import { type Investigation, type ModelSpec } from '@modelwatch/collector/contract';
import { count } from './describeFinding';

/** Where the window or the time before it holds too few predictions to tell much: the sentence, else null. */
export function warnOfRows(
  { read }: Pick<Investigation, 'read'>,
  { minimumSample = 200 }: Pick<ModelSpec, 'minimumSample'>,
): string | null {
  if (!read) return null;
  const needed = `${count(minimumSample)} are needed for a verdict on this model`;
  if (read.window.rows < minimumSample) {
    return `The window is too short: it holds ${count(read.window.rows)} predictions; ${needed}. Choose a wider one.`;
  }
  if (read.before.rows < minimumSample) {
    return `Only ${count(read.before.rows)} predictions lie before the window to compare it with; ${needed}.`;
  }
  return null;
}
