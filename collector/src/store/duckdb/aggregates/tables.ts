/**
 * - `aggregate_models`: what is counted of a model (`Blueprint`) and its number in the other tables.
 * - `aggregate_series`: one version, environment, deployment and sample rate, which a row shares with many.
 * - `aggregate_hours`, `aggregate_days`: what is counted, by which edition of the blueprint.
 * - `aggregate_marks`: hours whose rows changed since; written in the transaction that changes them.
 * - `aggregate_cells` (by hour) and `aggregate_day_cells`: a cell is a time, a series, and one value of one segment
 *   (segment -1: all rows), with everything that is counted in it packed into one value (`packCounts`) and the sum of
 *   the costs. A row for each counted column and a column for each count took five times as long to write.
 * - `aggregate_deltas`: what the labels of one arrival day changed in one cell of an hour of predictions.
 * - `aggregate_score_bins`, `aggregate_score_sums`: the same by score, of all rows (see `scores.ts`).
 */
export const AGGREGATE_TABLES: readonly string[] = [
  `CREATE TABLE aggregate_models (number INTEGER, name VARCHAR, edition INTEGER, definition VARCHAR)`,
  `CREATE TABLE aggregate_series (number INTEGER, model INTEGER, version INTEGER, environment INTEGER,
     deployment INTEGER, rate DOUBLE)`,
  `CREATE TABLE aggregate_hours (model INTEGER, hour INTEGER, edition INTEGER)`,
  `CREATE TABLE aggregate_days (model INTEGER, day INTEGER, edition INTEGER)`,
  `CREATE TABLE aggregate_marks (model VARCHAR, hour INTEGER, mark BIGINT, made BIGINT)`,
  `CREATE TABLE aggregate_label_marks (hour INTEGER, mark BIGINT, made BIGINT)`,
  `CREATE TABLE aggregate_cells (model INTEGER, hour INTEGER, segment INTEGER, value INTEGER, series INTEGER,
     cost DOUBLE, counts BLOB)`,
  `CREATE TABLE aggregate_day_cells (model INTEGER, day INTEGER, segment INTEGER, value INTEGER, series INTEGER,
     cost DOUBLE, counts BLOB)`,
  `CREATE TABLE aggregate_deltas (model INTEGER, hour INTEGER, arrival INTEGER, segment INTEGER, value INTEGER,
     series INTEGER, predicted INTEGER, actual INTEGER, delta INTEGER)`,
];

/**
 * Labels by the day of their arrival instead of the hour: a ninth of the rows, and what an `asOf` cuts is read by the
 * same join. All that was counted is counted anew.
 */
export const LABELS_BY_DAY: readonly string[] = [
  ...['models', 'series', 'hours', 'days', 'marks', 'label_marks', 'cells', 'day_cells', 'deltas'].map(
    (name) => `DELETE FROM aggregate_${name}`,
  ),
  `ALTER TABLE aggregate_label_marks RENAME COLUMN hour TO day`,
  `CREATE TABLE aggregate_score_bins (model INTEGER, hour INTEGER, arrival INTEGER, series INTEGER, actual INTEGER,
     bin INTEGER, delta INTEGER)`,
  `CREATE TABLE aggregate_score_sums (model INTEGER, hour INTEGER, arrival INTEGER, series INTEGER, actual INTEGER,
     tenth INTEGER, delta INTEGER, score DOUBLE, square DOUBLE, fourth DOUBLE, rest_square DOUBLE, rest_fourth DOUBLE,
     log DOUBLE, log_square DOUBLE, rest_log DOUBLE, rest_log_square DOUBLE)`,
];

/** Tables of what labels changed, by hour of prediction and day of arrival. */
export const DELTA_TABLES = ['aggregate_deltas', 'aggregate_score_bins', 'aggregate_score_sums'] as const;
export type DeltaTable = (typeof DELTA_TABLES)[number];

export const HOUR_MS = 3_600_000;
export const HOURS_OF_DAY = 24;
export const DAY_MS = HOUR_MS * HOURS_OF_DAY;

const floorOf = (ts: string, length: number): string =>
  `((${ts} - ((${ts} % ${length}) + ${length}) % ${length}) // ${length})::INTEGER`;

/** Hour and day of a column of milliseconds, floored also before 1970. */
export const hourOf = (ts: string): string => floorOf(ts, HOUR_MS);
export const dayOf = (ts: string): string => floorOf(ts, DAY_MS);

/** Segment of the cells of all rows. */
export const ALL_ROWS = -1;
/** Values of a segment that have a cell of their own: the first that were seen. */
export const VALUE_LIMIT = 50;
export const MISSING_VALUE = -1;
export const OTHER_VALUE = -2;
