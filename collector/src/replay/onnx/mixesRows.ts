import { describeModel } from './describeModel';

/**
 * Operators that take the range of their numbers from the whole tensor they are given, so that a row's score depends
 * on the rows it is scored with (dynamic quantization; ai.onnx and com.microsoft).
 */
const MIXING_OPERATORS = ['DynamicQuantizeLinear', 'DynamicQuantizeMatMul', 'DynamicQuantizeLSTM'];

/** Whether the scores of a model depend on which rows are scored together. */
export const mixesRows = (onnx: Uint8Array): boolean =>
  describeModel(onnx).nodes.some((node) => MIXING_OPERATORS.includes(node.operator));
