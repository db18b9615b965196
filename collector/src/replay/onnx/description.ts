/** What of an ONNX file decides whether and how it can be run. */
export interface OnnxDescription {
  /** Versions of the operator sets by domain; the standard one is `ai.onnx`. */
  opsets: Record<string, number>;
  /** Without those that an initializer fills: what a caller has to feed. */
  inputs: OnnxValue[];
  outputs: OnnxValue[];
  nodes: OnnxNode[];
  /** Names of the files that tensors refer to instead of holding their data. */
  externalFiles: string[];
}

export interface OnnxValue {
  name: string;
  kind: 'tensor' | 'sequence' | 'map' | 'other';
  /** Of a tensor: `float32`, `string`, ...; `unknown` when the file does not say. */
  elementType: string;
  /** Of a tensor: null where the size is open; undefined when the file declares no shape. */
  shape: (number | null)[] | undefined;
}

export interface OnnxNode {
  operator: string;
  inputs: string[];
  outputs: string[];
  /** Names of the classes, where the node has them as an attribute. */
  classLabels: string[] | null;
}

/** `float32 [N,14]`: an open first size is shown as N, any other open one as `?`. */
export function showValue(value: OnnxValue): string {
  if (value.kind !== 'tensor') return value.kind;
  if (!value.shape) return value.elementType;
  const sizes = value.shape.map((size, axis) => size ?? (axis === 0 ? 'N' : '?'));
  return `${value.elementType} [${sizes.join(',')}]`;
}
