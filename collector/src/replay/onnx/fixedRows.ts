import { describeModel } from './describeModel';

/** How many rows a model takes at a time, where its file says so; null where the first dimension is open. */
export function fixedRows(onnx: Uint8Array): number | null {
  for (const { shape } of describeModel(onnx).inputs) {
    const rows = shape?.[0];
    if (rows !== null && rows !== undefined) return rows;
  }
  return null;
}
