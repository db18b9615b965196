import type { OnnxDescription, OnnxNode, OnnxValue } from './description';
import { findExternalFiles } from './externalData';
import {
  ATTRIBUTE,
  DIMENSION,
  ELEMENT_TYPES,
  GRAPH,
  MODEL,
  NODE,
  OPERATOR_SET,
  SHAPE,
  TENSOR,
  TENSOR_TYPE,
  TYPE,
  VALUE_INFO,
} from './fieldNumbers';
import {
  integersOf,
  messagesOf,
  readFields,
  readText,
  textOf,
  WIRE_BYTES,
  WIRE_VARINT,
  type WireField,
} from './wire';

/**
 * Reads what matters from the bytes of an ONNX file.
 * @throws Error when the bytes are no protobuf message, or one without a graph
 */
export function describeModel(onnx: Uint8Array): OnnxDescription {
  const model = readFields(onnx);
  const graphField = model.find((field) => field.number === MODEL.graph && field.wireType === WIRE_BYTES);
  const irVersion = model.find((field) => field.number === MODEL.irVersion);
  if (!graphField || irVersion?.wireType !== WIRE_VARINT) throw new Error('there is no graph in it');
  const graph = readFields(graphField.bytes);
  const filled = new Set(messagesOf(graph, GRAPH.initializer).map((fields) => textOf(fields, TENSOR.name)));
  return {
    opsets: readOpsets(model),
    inputs: messagesOf(graph, GRAPH.input)
      .map(readValue)
      .filter((value) => !filled.has(value.name)),
    outputs: messagesOf(graph, GRAPH.output).map(readValue),
    nodes: messagesOf(graph, GRAPH.node).map(readNode),
    externalFiles: findExternalFiles(model, graph),
  };
}

function readOpsets(model: readonly WireField[]): Record<string, number> {
  const opsets: Record<string, number> = {};
  for (const opset of messagesOf(model, MODEL.opsetImport)) {
    const version = opset.find((field) => field.number === OPERATOR_SET.version)?.value ?? 0;
    opsets[textOf(opset, OPERATOR_SET.domain) || 'ai.onnx'] = version;
  }
  return opsets;
}

export function readNode(node: readonly WireField[]): OnnxNode {
  return {
    operator: textOf(node, NODE.operator),
    inputs: node.filter((field) => field.number === NODE.input).map(readText),
    outputs: node.filter((field) => field.number === NODE.output).map(readText),
    classLabels: readClassLabels(node),
  };
}

/**
 * ZipMap and TreeEnsembleClassifier say `classlabels_int64s` or `classlabels_strings`, LinearClassifier and
 * SVMClassifier `classlabels_ints` or `classlabels_strings` (operators of ai.onnx.ml).
 */
function readClassLabels(node: readonly WireField[]): string[] | null {
  for (const attribute of messagesOf(node, NODE.attribute)) {
    if (!textOf(attribute, ATTRIBUTE.name).startsWith('classlabels_')) continue;
    const strings = attribute.filter((field) => field.number === ATTRIBUTE.strings).map(readText);
    const labels = strings.length > 0 ? strings : integersOf(attribute, ATTRIBUTE.integers).map(String);
    if (labels.length > 0) return labels;
  }
  return null;
}

function readValue(value: readonly WireField[]): OnnxValue {
  const name = textOf(value, VALUE_INFO.name);
  const type = messagesOf(value, VALUE_INFO.type)[0] ?? [];
  const tensor = messagesOf(type, TYPE.tensor)[0];
  if (tensor) {
    const elementType = tensor.find((field) => field.number === TENSOR_TYPE.elementType)?.value ?? 0;
    const shape = messagesOf(tensor, TENSOR_TYPE.shape)[0];
    return {
      name,
      kind: 'tensor',
      elementType: ELEMENT_TYPES[elementType] ?? 'unknown',
      shape: shape && messagesOf(shape, SHAPE.dimension).map(readSize),
    };
  }
  const kinds = new Set(type.map((field) => field.number));
  const kind = kinds.has(TYPE.sequence) ? 'sequence' : kinds.has(TYPE.map) ? 'map' : 'other';
  return { name, kind, elementType: 'unknown', shape: undefined };
}

function readSize(dimension: readonly WireField[]): number | null {
  const size = dimension.find((field) => field.number === DIMENSION.value);
  return size && size.value > 0 ? size.value : null;
}
