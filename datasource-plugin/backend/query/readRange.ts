import { Failure } from '../failure';
import { type DataQueryMessage } from '../protocol';

/** The range of a query in milliseconds since 1970. @throws Failure where it is empty */
export function readRange({ timeRange }: DataQueryMessage): { from: number; to: number } {
  const { fromEpochMS, toEpochMS } = timeRange ?? { fromEpochMS: 0, toEpochMS: 0 };
  if (!(toEpochMS > fromEpochMS)) {
    throw new Failure('The time range ends before it begins.', 400, 'bad-range');
  }
  return { from: fromEpochMS, to: toEpochMS };
}
