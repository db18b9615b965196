import { GRAPH, MODEL, NODE } from './fieldNumbers';
import { messagesOf, readFields, textOf } from './wire';

/**
 * Operators that take the range of their numbers from the whole tensor they are given, so that a row's score depends
 * on the rows it is scored with (dynamic quantization; ai.onnx and com.microsoft).
 */
const MIXING_OPERATORS = ['DynamicQuantizeLinear', 'DynamicQuantizeMatMul', 'DynamicQuantizeLSTM'];

/** Whether the scores of a model depend on which rows are scored together. */
export const mixesRows = (onnx: Uint8Array): boolean =>
  messagesOf(readFields(onnx), MODEL.graph)
    .flatMap((graph) => messagesOf(graph, GRAPH.node))
    .some((node) => MIXING_OPERATORS.includes(textOf(node, NODE.operator)));
