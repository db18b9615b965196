import type { Column, RowBatch } from '../../store';

type Category = Column & { type: 'category' };

/** Some rows of a batch: it itself where those are all, else views of its columns. */
export function cutBatch(batch: RowBatch, start: number, end: number): RowBatch {
  if (start === 0 && end === batch.rows) return batch;
  const cut = <C extends Column>(column: C): C =>
    column.type === 'number'
      ? { ...column, values: column.values.subarray(start, end) }
      : { ...column, codes: column.codes.subarray(start, end) };
  const cutAll = <C extends Column>(columns: Record<string, C>): Record<string, C> =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, cut(column)]));
  return {
    rows: end - start,
    sliceFrom: batch.sliceFrom,
    ids: batch.ids.slice(start, end),
    numbers: batch.numbers.subarray(start, end),
    ts: batch.ts.subarray(start, end),
    versions: cut(batch.versions),
    features: cutAll(batch.features),
    segments: cutAll(batch.segments),
    scores: batch.scores.subarray(start, end),
    classes: cut(batch.classes),
    labels: cut(batch.labels),
  };
}

/** One batch of several that follow each other. */
export function joinBatches(parts: readonly RowBatch[]): RowBatch {
  const [first] = parts as [RowBatch, ...RowBatch[]];
  if (parts.length === 1) return first;
  const joinAll = <C extends Column>(columnsOf: (part: RowBatch) => Record<string, C>): Record<string, C> =>
    Object.fromEntries(
      Object.keys(columnsOf(first)).map((name) => [
        name,
        joinColumns(parts.map((part) => columnsOf(part)[name]!)),
      ]),
    );
  return {
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    sliceFrom: first.sliceFrom,
    ids: parts.flatMap(({ ids }) => ids),
    numbers: joinNumbers(parts.map(({ numbers }) => numbers)),
    ts: joinNumbers(parts.map(({ ts }) => ts)),
    versions: joinColumns(parts.map(({ versions }) => versions)),
    features: joinAll(({ features }) => features),
    segments: joinAll(({ segments }) => segments),
    scores: joinNumbers(parts.map(({ scores }) => scores)),
    classes: joinColumns(parts.map(({ classes }) => classes)),
    labels: joinColumns(parts.map(({ labels }) => labels)),
  };
}

export function joinNumbers(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

function joinColumns<C extends Column>(parts: readonly C[]): C {
  const [first] = parts;
  if (first!.type === 'number') {
    const numbers = parts as readonly Column[] as readonly (Column & { type: 'number' })[];
    return { ...first!, values: joinNumbers(numbers.map(({ values }) => values)) };
  }
  return joinCategories(parts as readonly Column[] as readonly Category[]) as C;
}

/** Batches mostly have the dictionary in common; where one does not, its codes are those of its texts in the first's. */
function joinCategories(parts: readonly Category[]): Category {
  let dictionary = parts[0]!.dictionary;
  const codes = new Int32Array(parts.reduce((sum, part) => sum + part.codes.length, 0));
  let offset = 0;
  for (const part of parts) {
    if (isSame(part.dictionary, dictionary)) codes.set(part.codes, offset);
    else {
      const known = new Map(dictionary.map((text, code) => [text, code]));
      const added: string[] = [];
      const before = dictionary.length;
      const translated = part.dictionary.map((text) => {
        const code = known.get(text) ?? before + added.length;
        if (!known.has(text)) added.push(text);
        known.set(text, code);
        return code;
      });
      dictionary = [...dictionary, ...added];
      part.codes.forEach((code, row) => (codes[offset + row] = code < 0 ? -1 : translated[code]!));
    }
    offset += part.codes.length;
  }
  return { type: 'category', codes, dictionary };
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one === other || (one.length === other.length && one.every((text, index) => text === other[index]));
