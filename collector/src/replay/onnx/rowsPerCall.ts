import { CHUNK_ROWS } from '../scoring';
import { fixedRows } from './fixedRows';
import { mixesRows } from './mixesRows';

/**
 * Rows that a call of the runtime takes. A model that mixes rows gets them one by one, as it does when it serves: no
 * row's score then depends on its neighbours.
 */
export const rowsPerCall = (onnx: Uint8Array, wanted?: number): number =>
  fixedRows(onnx) ?? wanted ?? (mixesRows(onnx) ? 1 : CHUNK_ROWS);
