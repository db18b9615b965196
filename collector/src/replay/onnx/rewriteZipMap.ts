import type { OnnxDescription } from './description';
import { DIMENSION, GRAPH, MODEL, NODE, SHAPE, TENSOR_TYPE, TYPE, VALUE_INFO } from './fieldNumbers';
import {
  encodeBytesField,
  encodeTextField,
  encodeVarintField,
  joinBytes,
  readFields,
  textOf,
  WIRE_BYTES,
  type WireField,
} from './wire';

export interface ZipMapRewrite {
  onnx: Uint8Array;
  /** Output of each removed ZipMap: the tensor that took its place, and its classes in order. */
  replaced: Record<string, { tensor: string; classes: string[] }>;
}

const FLOAT32 = 1;

/**
 * Removes ZipMap nodes and declares the tensors they read as outputs of the graph instead.
 *
 * Exporters put ZipMap behind a classifier so that Python gets a list of dictionaries; onnxruntime-node refuses every
 * output that is no tensor ("Non tensor type is temporarily not supported"). The tensor has the same numbers, and the
 * order of its columns is the node's `classlabels_*`. Every other byte of the file stays as it was.
 */
export function rewriteZipMap(onnx: Uint8Array, description: OnnxDescription): ZipMapRewrite {
  const replaced: ZipMapRewrite['replaced'] = {};
  for (const node of description.nodes) {
    const [tensor, output] = [node.inputs[0], node.outputs[0]];
    if (node.operator !== 'ZipMap' || tensor === undefined || output === undefined) continue;
    replaced[output] = { tensor, classes: node.classLabels ?? [] };
  }
  if (Object.keys(replaced).length === 0) return { onnx, replaced };
  const declared = new Set(description.outputs.map((output) => output.name));
  const model = readFields(onnx).map((field) =>
    field.number === MODEL.graph && field.wireType === WIRE_BYTES
      ? encodeBytesField(MODEL.graph, rewriteGraph(field.bytes, replaced, declared))
      : field.raw,
  );
  return { onnx: joinBytes(model), replaced };
}

function rewriteGraph(
  graph: Uint8Array,
  replaced: ZipMapRewrite['replaced'],
  declared: Set<string>,
): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const field of readFields(graph)) {
    if (field.number === GRAPH.node && isZipMap(field)) continue;
    const output = field.number === GRAPH.output ? textOf(readFields(field.bytes), VALUE_INFO.name) : '';
    const replacement = Object.hasOwn(replaced, output) ? replaced[output] : undefined;
    if (!replacement) parts.push(field.raw);
    else if (!declared.has(replacement.tensor)) {
      declared.add(replacement.tensor);
      parts.push(encodeBytesField(GRAPH.output, encodeFloatMatrix(replacement)));
    }
  }
  return joinBytes(parts);
}

const isZipMap = (field: WireField): boolean =>
  field.wireType === WIRE_BYTES && textOf(readFields(field.bytes), NODE.operator) === 'ZipMap';

/** `ValueInfoProto` of a float tensor with an open number of rows and a column per class. */
function encodeFloatMatrix({ tensor, classes }: { tensor: string; classes: string[] }): Uint8Array {
  const columns = classes.length > 0 ? encodeVarintField(DIMENSION.value, classes.length) : new Uint8Array(0);
  const shape = joinBytes([
    encodeBytesField(SHAPE.dimension, new Uint8Array(0)),
    encodeBytesField(SHAPE.dimension, columns),
  ]);
  const matrix = joinBytes([
    encodeVarintField(TENSOR_TYPE.elementType, FLOAT32),
    encodeBytesField(TENSOR_TYPE.shape, shape),
  ]);
  return joinBytes([
    encodeTextField(VALUE_INFO.name, tensor),
    encodeBytesField(VALUE_INFO.type, encodeBytesField(TYPE.tensor, matrix)),
  ]);
}
