import { type DataFrame } from '@grafana/data';
import { fieldNamed } from './cells';

/** Which of some fields a frame lacks. */
export function missingFields(frame: DataFrame, names: readonly string[]): string[] {
  return names.filter((name) => !fieldNamed(frame, name));
}

/** Why an answer without fields is empty, in the words of its first notice; undefined when it does not say. */
export function emptyReason(frames: DataFrame[]): string | undefined {
  return frames.flatMap((frame) => frame.meta?.notices ?? [])[0]?.text;
}
