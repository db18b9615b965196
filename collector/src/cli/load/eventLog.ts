import { type EventKind, parseTime } from '../../contract';
import { readParquetTimes } from './parquetEvents';
import { isParquet, kindOfFile, readLines } from './readEventFile';
import { TIME_FIELD, timeOf } from './shiftEvent';

export interface LogFile {
  path: string;
  kind: EventKind;
}

/** Models are asked for changes and predictions first, so that what refers to them finds them. */
const ORDER: EventKind[] = ['changes', 'costs', 'predictions', 'features', 'outcomes', 'labels'];

export function listLogFiles(paths: readonly string[], kind?: EventKind): LogFile[] {
  return paths
    .map((path) => ({ path, kind: kind ?? kindOfFile(path) }))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

export type Event = Record<string, unknown>;

/** A line as an object, or null where it is none: the collector is the one to say what is wrong with it. */
export function parseLine(line: string): Event | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Event) : null;
  } catch {
    return null;
  }
}

/**
 * Time of a line. A line that names the field once is not parsed for it: that takes a fifth of the time, and a log is
 * read twice to be moved.
 */
function timeOfLine(kind: EventKind, line: string): number {
  const mark = `"${TIME_FIELD[kind]}"`;
  const at = line.indexOf(mark);
  if (at >= 0 && line.indexOf(mark, at + 1) < 0) {
    const [, text] = /^\s*:\s*"([^"\\]*)"/.exec(line.slice(at + mark.length, at + mark.length + 60)) ?? [];
    if (text !== undefined) return parseTime(text);
  }
  const event = parseLine(line);
  return event ? timeOf(kind, event) : NaN;
}

/** Times of the events of a file. */
async function* timesOf({ path, kind }: LogFile): AsyncGenerator<number, void, void> {
  if (!(await isParquet(path))) {
    for await (const { line } of readLines(path)) yield timeOfLine(kind, line);
    return;
  }
  const field = TIME_FIELD[kind];
  for await (const value of readParquetTimes(path, field)) yield timeOf(kind, { [field]: value });
}

/** First and last time of the predictions of a log, or of everything in it where it has none. */
export async function findTimeSpan(files: readonly LogFile[]): Promise<{ from: number; to: number } | null> {
  const predictions = files.filter((file) => file.kind === 'predictions');
  let from = Infinity;
  let to = -Infinity;
  for (const file of predictions.length > 0 ? predictions : files) {
    for await (const at of timesOf(file)) {
      if (at < from) from = at;
      if (at > to) to = at;
    }
  }
  return from <= to ? { from, to } : null;
}
