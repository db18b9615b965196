import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The events of a gzipped NDJSON file, one for each line. */
export function readNdjson<T>(file: string): T[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
