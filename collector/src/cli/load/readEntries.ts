import { badRequest } from '../../contract';
import type { Entry } from './batches';
import { type LogFile, parseLine } from './eventLog';
import { type ModelOf, readParquetEvents } from './parquetEvents';
import { isParquet, readLines } from './readEventFile';

/** One event of a file with its line (NDJSON) or row (Parquet), from 1. A line that is no object stays text. */
export interface PlacedEntry {
  entry: Entry;
  place: number;
}

export interface ReadOptions {
  /** Which models there are: asked for the features of flat Parquet files. */
  modelOf?: ModelOf;
  /** Told about what a file has and its events have not. */
  tell?: (sentence: string) => void;
}

const noModels: ModelOf = (name) => {
  throw badRequest(
    'parquet-models',
    `Without a registry nothing is known of the model ${name}; load NDJSON.`,
  );
};

/** The events of a file in its order, whatever its form. */
export async function* readEntries(
  file: LogFile,
  { modelOf = noModels, tell = () => undefined }: ReadOptions = {},
): AsyncGenerator<PlacedEntry, void, void> {
  if (await isParquet(file.path)) {
    let place = 0;
    for await (const entry of readParquetEvents(file, modelOf, tell)) yield { entry, place: (place += 1) };
    return;
  }
  for await (const { line, place } of readLines(file.path)) yield { entry: parseLine(line) ?? line, place };
}
