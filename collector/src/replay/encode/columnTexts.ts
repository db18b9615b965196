import { badRequest, type TensorInput } from '../../contract';
import type { Column } from '../../store';
import type { RowProblems } from './rowProblems';

export type FillTexts = (
  target: string[],
  offset: number,
  stride: number,
  rows: Int32Array,
  count: number,
  problems: RowProblems,
) => void;

/** Binds a feature of a string input to the column of a batch: categories as they are, numbers as JavaScript prints them. */
export function bindTexts(input: TensorInput, feature: string, column: Column): FillTexts {
  if (input.missing !== undefined && typeof input.missing !== 'string') {
    throw badRequest('model-inputs', `The input ${input.name} holds texts, and its \`missing\` is none.`);
  }
  const missing = input.missing ?? null;
  const reason = `${feature} is missing, and the input ${input.name} names no value for that`;
  const textAt = readTexts(column);
  return (target, offset, stride, rows, count, problems) => {
    for (let k = 0, place = offset; k < count; k++, place += stride) {
      const text = textAt(rows[k]!) ?? missing;
      if (text === null) problems.set(k, reason);
      target[place] = text ?? '';
    }
  };
}

function readTexts(column: Column): (row: number) => string | null {
  if (column.type === 'category') {
    const { codes, dictionary } = column;
    return (row) => dictionary[codes[row]!] ?? null;
  }
  const { values } = column;
  return (row) => (Number.isNaN(values[row]) ? null : String(values[row]));
}
