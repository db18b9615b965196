import type { TensorInput } from '../../contract';

export type ElementType = 'float32' | 'float64' | 'int32' | 'int64' | 'bool' | 'string';

export const ELEMENT_TYPES_TAKEN: readonly ElementType[] = [
  'float32',
  'float64',
  'int32',
  'int64',
  'bool',
  'string',
];

/** What the text of a tensor input says: `float32 [N,14]` has 14 columns, `float32 [N]` is one column without a second axis. */
export interface TensorType {
  elementType: ElementType;
  columns: number;
  axes: 1 | 2;
}

export function parseTensorType(input: TensorInput): TensorType {
  const match = /^(\w+) \[N(?:,\s*(\d+))?\]$/.exec(input.tensor);
  const elementType = ELEMENT_TYPES_TAKEN.find((type) => type === match?.[1]);
  if (!match || !elementType) throw new TypeError(`tensor type ${input.tensor} passed the schema`);
  return {
    elementType,
    columns: match[2] === undefined ? 1 : Number(match[2]),
    axes: match[2] === undefined ? 1 : 2,
  };
}

/** Features of an input in the order of its columns. */
export const featuresOf = (input: TensorInput): string[] =>
  input.features ?? (input.feature === undefined ? [] : [input.feature]);
