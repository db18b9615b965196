import { LEAST_PROBABILITY, SCORE_TENTHS as TENTHS } from '../../../contract';

/**
 * Scores of the positive class, counted in bins and summed up. The bins of a tenth are its parts, so that the tenths
 * are those of the calibration error; scores outside of 0 and 1 have bins of their own, which nothing is told from.
 */
const BINS_OF_TENTH = 50;
export const SCORE_BINS = TENTHS * BINS_OF_TENTH;
export const OUTSIDE_BIN = -1;

const TENTH = `least(${TENTHS - 1}, floor(score * ${TENTHS}))`;
const INSIDE = 'score BETWEEN 0 AND 1';
export const TENTH_SQL = `CASE WHEN ${INSIDE} THEN ${TENTH} ELSE ${OUTSIDE_BIN} END::INTEGER`;
export const BIN_SQL = `CASE WHEN ${INSIDE} THEN ${TENTH} * ${BINS_OF_TENTH}
    + least(${BINS_OF_TENTH - 1}, greatest(0, floor((score * ${TENTHS} - ${TENTH}) * ${BINS_OF_TENTH})))
  ELSE ${OUTSIDE_BIN} END::INTEGER`;

export function tenthOf(score: number): number {
  return score >= 0 && score <= 1 ? Math.min(TENTHS - 1, Math.floor(score * TENTHS)) : OUTSIDE_BIN;
}

export function binOf(score: number): number {
  const tenth = tenthOf(score);
  if (tenth === OUTSIDE_BIN) return OUTSIDE_BIN;
  const part = Math.floor((score * TENTHS - tenth) * BINS_OF_TENTH);
  return tenth * BINS_OF_TENTH + Math.min(BINS_OF_TENTH - 1, Math.max(0, part));
}

/** Middle of a bin. */
export const scoreOfBin = (bin: number): number => (bin + 0.5) / SCORE_BINS;

const CLIPPED = `greatest(${LEAST_PROBABILITY}, least(1 - ${LEAST_PROBABILITY}, score))`;

/** What is summed over scores, in the order of the table; `rest` is 1 less the score. */
export const SUMMED_SQL: readonly string[] = [
  'score',
  'score ** 2',
  'score ** 4',
  '(1 - score) ** 2',
  '(1 - score) ** 4',
  `ln(${CLIPPED})`,
  `ln(${CLIPPED}) ** 2`,
  `ln(1 - ${CLIPPED})`,
  `ln(1 - ${CLIPPED}) ** 2`,
];

export const SUM_COLUMNS = [
  'score',
  'square',
  'fourth',
  'rest_square',
  'rest_fourth',
  'log',
  'log_square',
  'rest_log',
  'rest_log_square',
] as const;
