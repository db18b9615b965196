/*
 * How much one query may ask for. The limits stand where they keep one dashboard from starving the alerts beside it.
 */

/** Time series of one answer: more lines than this nobody can read, and each carries its labels and settings. */
export const MAXIMUM_SERIES = 2500;

/** Rows of a snapshot or a table: 2,001 features of a handful of groups. */
export const MAXIMUM_ROWS = 20_000;

/** Steps of one series, as Prometheus has it: enough for a step of a minute over a week. */
export const MAXIMUM_STEPS = 11_000;

/** Values of one dimension that an alert answers for, most frequent first. */
export const MAXIMUM_DIMENSION_VALUES = 1000;

/** Joined bins are read from raw rows, once for each feature and step. */
export const MAXIMUM_RAW_READS = 2500;

/** Grafana's plugin protocol takes messages of 16 MiB. */
export const MAXIMUM_ANSWER_BYTES = 16_000_000;

/** Steps that a series aims at when no window is given: what a panel of usual width can show. */
export const USUAL_STEPS = 300;

/** How far the collector may be behind before an answer that reaches to now says so. */
export const BEHIND_NOTICE_SECONDS = 5;
