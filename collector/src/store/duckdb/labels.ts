import type { DuckDBConnection } from '@duckdb/node-api';
import type { LabelRecord } from '../../contract';
import type { LabelledRequest, Selection } from '../requests';
import { type ColumnSpec, appendRows } from './chunkAppender';
import { DICTIONARY_LIMIT, type Dictionary, OVERFLOW_CODE } from './dictionaries';
import type { Engine } from './engine';
import { double, text, time } from './quote';
import { plain, type SourceColumn, sourceOf } from './source';

/** Labels do not name a model, so their dictionary belongs to none. */
export const labelDictionary = (engine: Engine): Dictionary => engine.dictionaries.of('', 'label');

interface LabelRow {
  record: LabelRecord;
  code: number;
  sequence: number;
}

export async function appendLabels(
  engine: Engine,
  connection: DuckDBConnection,
  records: readonly LabelRecord[],
): Promise<void> {
  const encode = engine.dictionaries.encoder('', 'label');
  const rows = records.map((record) => ({
    record,
    code: encode(record.label),
    sequence: engine.labels.nextSequence++,
  }));
  await appendRows(connection, 'labels', COLUMNS, rows, () => engine.database.giveWay());
}

const COLUMNS: ColumnSpec<LabelRow>[] = [
  { type: 'VARCHAR', read: ({ record }) => record.predictionId },
  { type: 'BIGINT', read: ({ record }) => record.ts },
  { type: 'INTEGER', read: ({ code }) => code },
  // Kept as text where the dictionary is full: the labels of a regression are all different.
  { type: 'VARCHAR', read: ({ record, code }) => (code === OVERFLOW_CODE ? record.label : null) },
  { type: 'DOUBLE', read: ({ record }) => record.value },
  { type: 'BIGINT', read: ({ sequence }) => sequence },
  { type: 'BIGINT', read: ({ record }) => record.receivedAt },
];

/** Time and sequence as one number that compares as the pair of them: a pair is slower to compare. */
const ORDER = '(labels.ts::HUGEINT * 1099511627776 + sequence)';

/** Whether some labels have no code, so that their text must be asked for too. */
export const hasLabelsWithoutCode = (engine: Engine): boolean =>
  labelDictionary(engine).texts.length > DICTIONARY_LIMIT;

/** SQL that tells whether a row of `labelsAsOf` has a label, also where the dictionary was full when it came. */
export function labelIs(engine: Engine, label: string): string {
  const code = labelDictionary(engine).codes.get(label);
  if (code !== undefined) return `coalesce(code = ${code}, false)`;
  return `coalesce(code = ${OVERFLOW_CODE} AND other = ${text(label)}, false)`;
}

/** SQL for the place of a label of `labelsAsOf` among classes; NULL for any other, and for none. */
export function placeAmong(engine: Engine, classes: readonly string[]): string {
  if (classes.length === 0) return 'NULL';
  return `CASE ${classes.map((name, place) => `WHEN ${labelIs(engine, name)} THEN ${place}`).join(' ')} END`;
}

/**
 * For each labelled prediction of a selection, by its place, the label as of a moment: the latest by time, then by
 * order of arrival; and when the first one came, which is what the lag is measured to.
 *
 * Ids are compared once, in the join; what follows (the newest of several, the join to the rows) goes by place, a
 * number.
 */
export function labelsAsOf(
  engine: Engine,
  selection: Selection,
  condition: string,
  asOf: number,
  /** `value` adds the label as a number, NULL where the newest is none. */
  more?: 'value',
  absence?: Absence,
): string {
  const columns = [plain('id'), plain('ts', 'served_at'), placeColumn(engine, selection.model)];
  const other = hasLabelsWithoutCode(engine) ? `arg_max(coalesce(other, ''), ${ORDER})` : "''";
  const value = more === 'value' ? ` arg_max_null(value, ${ORDER}) AS value,` : '';
  const arrived = `SELECT place, any_value(served_at) AS served_at, arg_max(code, ${ORDER}) AS code, ${other} AS other,${value}
      min(labels.ts) AS arrived
    FROM ${sourceOf(engine, selection, columns, condition)} AS served JOIN labels ON served.id = labels.prediction
    WHERE labels.ts <= ${time(Math.floor(asOf))} GROUP BY place`;
  return absence
    ? withAbsence(engine, selection, condition, { arrived, absence, value: more === 'value' })
    : arrived;
}

type Absence = NonNullable<LabelledRequest['absence']>;

/** Adds what absence means for the predictions that have been without a label for long enough. */
function withAbsence(
  engine: Engine,
  selection: Selection,
  condition: string,
  { arrived, absence, value }: { arrived: string; absence: Absence; value: boolean },
): string {
  const { label, afterMs, until } = absence;
  const code = labelDictionary(engine).codes.get(label) ?? OVERFLOW_CODE;
  const number =
    Number.isFinite(Number(label)) && label.trim() !== '' ? double(Number(label)) : 'NULL::DOUBLE';
  const columns = [plain('ts', 'served_at'), placeColumn(engine, selection.model)];
  const old = sourceOf(
    engine,
    selection,
    columns,
    `${condition} AND ts + ${time(afterMs)} <= ${time(Math.floor(until))}`,
  );
  return `WITH came AS (${arrived}) SELECT * FROM came UNION ALL
    SELECT place, served_at, ${code}::INTEGER AS code, ${text(label)} AS other,${value ? ` ${number} AS value,` : ''}
      served_at + ${time(afterMs)} AS arrived
    FROM ${old} WHERE place NOT IN (SELECT place FROM came)`;
}

/** Where a row lies, in one number over all tables of the model; it holds within a statement or a transaction. */
export function placeColumn({ layouts }: Engine, model: string): SourceColumn {
  const all = layouts.require(model);
  return { name: 'place', of: (layout) => `rowid * ${all.length} + ${all.indexOf(layout)}` };
}
