import type { OutcomeCounts } from '../../contract';

/** What every outcome measure says of its rows; the coverage is the share whose attribution window has passed. */
export const countedOutcomes = ({ matureRows, mature, served }: OutcomeCounts) => ({
  rows: matureRows,
  weight: mature,
  coverage: served > 0 ? mature / served : undefined,
});

export const NOT_YET = 'no predictions whose attribution window has passed';
