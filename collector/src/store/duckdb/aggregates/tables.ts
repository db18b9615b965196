/**
 * - `aggregate_models`: what is counted of a model (`Blueprint`) and its number in the other tables.
 * - `aggregate_series`: one version, environment, deployment and sample rate, which a row shares with many.
 * - `aggregate_hours`, `aggregate_days`: what is counted, by which edition of the blueprint.
 * - `aggregate_marks`: hours whose rows changed since; written in the transaction that changes them.
 * - `aggregate_cells` (by hour) and `aggregate_day_cells`: a cell is a time, a series, and one value of one segment
 *   (segment -1: all rows), with everything that is counted in it packed into one value (`packCounts`) and the sum of
 *   the costs. A row for each counted column and a column for each count took five times as long to write.
 * - `aggregate_deltas`: what the labels of one arrival hour changed in one cell of an hour of predictions.
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

export const HOUR_MS = 3_600_000;
export const HOURS_OF_DAY = 24;

/** Hour of a column of milliseconds, floored also before 1970. */
export const hourOf = (ts: string): string =>
  `((${ts} - ((${ts} % ${HOUR_MS}) + ${HOUR_MS}) % ${HOUR_MS}) // ${HOUR_MS})::INTEGER`;

/** Segment of the cells of all rows. */
export const ALL_ROWS = -1;
/** Values of a segment that have a cell of their own: the first that were seen. */
export const VALUE_LIMIT = 50;
export const MISSING_VALUE = -1;
export const OTHER_VALUE = -2;
