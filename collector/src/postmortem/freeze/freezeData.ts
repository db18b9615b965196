import { createHash, type Hash } from 'node:crypto';
import type { Filter, FrozenData, ModelEntry } from '../../contract';
import type { Column, Store } from '../../store';

/** Rows that are read for the digest; a window with more has none. */
const MOST_ROWS = 2_000_000;

interface Window {
  entry: ModelEntry;
  from: number;
  to: number;
  filters: Filter[];
  asOf: number;
}

/**
 * Counts and digest of the predictions of a window. The digest is of each column by itself, in the order of time and id,
 * so that it does not depend on the batches in which rows are read, nor on the order of the columns.
 */
export async function freezeData(
  store: Pick<Store, 'readRows' | 'countRows'>,
  { entry, from, to, filters, asOf }: Window,
): Promise<FrozenData> {
  const { schema, spec } = entry;
  const selection = { model: spec.model, from, to, filters };
  const rows = await store.countRows(selection);
  const shared = { from, to, rows, schema: schema.version };
  if (rows > MOST_ROWS) return { ...shared, labelled: 0, digest: null };
  const hashes = new Map<string, Hash>();
  const hashOf = (name: string): Hash => {
    const known = hashes.get(name) ?? createHash('sha256');
    hashes.set(name, known);
    return known;
  };
  const add = (name: string, column: Column | Float64Array): void => {
    const values = column instanceof Float64Array ? column : column.type === 'number' ? column.values : null;
    if (values) hashOf(name).update(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
    else hashOf(name).update(textOf(column as Column & { type: 'category' }));
  };
  let labelled = 0;
  const batches = store.readRows({
    selection,
    features: schema.features.map(({ name }) => name),
    segments: schema.segments,
    asOf,
    answeredOnly: false,
  });
  for await (const batch of batches) {
    hashOf('id').update(batch.ids.map((id) => `${JSON.stringify(id)}\n`).join(''));
    add('ts', batch.ts);
    add('version', batch.versions);
    add('score', batch.scores);
    add('class', batch.classes);
    add('label', batch.labels);
    for (const [name, column] of Object.entries(batch.features)) add(`features.${name}`, column);
    for (const [name, column] of Object.entries(batch.segments)) add(`segments.${name}`, column);
    for (const code of batch.labels.codes) if (code >= 0) labelled++;
  }
  const whole = createHash('sha256');
  for (const name of [...hashes.keys()].sort()) {
    whole.update(`${JSON.stringify(name)} ${hashes.get(name)!.digest('hex')}\n`);
  }
  return { ...shared, labelled, digest: whole.digest('hex') };
}

/** Level by level; how a batch numbers its levels is its own. */
const textOf = ({ codes, dictionary }: Column & { type: 'category' }): string =>
  Array.from(codes, (code) => `${code < 0 ? '' : JSON.stringify(dictionary[code])}\n`).join('');
