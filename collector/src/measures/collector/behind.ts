import type { MeasureInputs, MeasureResult } from '../measure';

/** Age in seconds of the oldest acknowledged event that cannot be queried yet; 0 when all can. */
export const behind = ({ behindSeconds }: MeasureInputs['collector']): MeasureResult => ({
  value: behindSeconds,
  rows: 1,
  weight: 1,
});
