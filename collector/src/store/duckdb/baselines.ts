import type { DuckDBConnection } from '@duckdb/node-api';
import {
  badRequest,
  type ColumnProfile,
  type FeatureSpec,
  type ModelSchema,
  SCORE_COLUMN,
} from '../../contract';
import type { BaselineImport } from '../requests';
import { type Database, readCells } from './database';
import { profileCategories, profileNumbers } from './profile';
import { text } from './quote';

/** Where the rows of a baseline lie: column of each feature by its name, as in `baselines.definition`. */
export interface BaselineTable {
  table: string;
  features: { name: string; type: FeatureSpec['type'] }[];
  hasLabels: boolean;
  hasScores: boolean;
  /** Classes whose scores lie in columns `c0`, `c1`, ...; not there in baselines of before. */
  classScores?: string[];
  /** Segments whose values lie in columns `s0`, `s1`, ...; not there in baselines of before. */
  segments?: string[];
}

/** `score_CLASS` holds the score of a class, where there are three or more. */
const CLASS_SCORE = 'score_';

/** Reads a Parquet file into a table of its own, in one transaction with the removal of the baseline before it. */
export function importBaseline(
  database: Database,
  schema: ModelSchema,
  version: string,
  parquetFile: string,
): Promise<BaselineImport> {
  return database.transact(async (connection) => {
    const file = await describeParquet(connection, parquetFile);
    const missing = schema.features.filter(({ name }) => !file.columns.has(name)).map(({ name }) => name);
    if (missing.length > 0) {
      throw badRequest(
        'baseline-missing-feature',
        `The baseline has no column for ${missing.map((name) => `"${name}"`).join(', ')}: it needs one for each ` +
          `feature of model "${schema.model}"; its columns are ${[...file.columns.keys()].join(', ')}.`,
      );
    }
    const columns = schema.features.map(({ name, type }, index) => ({
      name,
      label: `feature "${name}"`,
      type,
      column: `f${index}`,
      source: file.columns.get(name)!,
    }));
    const label = file.columns.get('label');
    const score = scoreOf(file);
    const classScores = [...file.columns.keys()].filter((name) => name.startsWith(CLASS_SCORE));
    const segments = schema.segments.filter((name) => file.columns.has(name));
    await requireReadable(connection, file.from, columns);
    const number = await nextNumber(connection);
    const table = `baseline_${number}`;
    const select = [
      ...columns.map(({ source, type, column }) => `${expressionOf(source, type)} AS ${column}`),
      `${label ? expressionOf(label, 'category') : 'NULL::VARCHAR'} AS label`,
      `${score ? expressionOf(score, 'number') : 'NULL::DOUBLE'} AS score`,
      ...classScores.map((name, index) => `${expressionOf(file.columns.get(name)!, 'number')} AS c${index}`),
      ...segments.map((name, index) => `${expressionOf(file.columns.get(name)!, 'category')} AS s${index}`),
    ];
    await connection.run(`CREATE TABLE ${table} AS SELECT ${select.join(', ')} FROM ${file.from}`);
    const [counted] = await readCells(connection, `SELECT count(*) FROM ${table}`);
    const rows = Number(counted![0]);
    if (rows === 0) throw badRequest('baseline-empty', 'The baseline has no rows.');

    const profiles: [string, ColumnProfile][] = [];
    for (const { name, type, column } of columns) {
      const profile =
        type === 'number'
          ? await profileNumbers(connection, table, column)
          : await profileCategories(connection, table, column, type);
      profiles.push([name, profile]);
    }
    if (score) profiles.push([SCORE_COLUMN, await profileNumbers(connection, table, 'score')]);
    const definition: Omit<BaselineTable, 'table'> = {
      features: schema.features.map(({ name, type }) => ({ name, type })),
      hasLabels: label !== undefined,
      hasScores: score !== undefined,
      classScores: classScores.map((name) => name.slice(CLASS_SCORE.length)),
      segments,
    };
    await replace(connection, schema.model, version, number, JSON.stringify(definition));
    return { rows, columns: Object.fromEntries(profiles), hasLabels: definition.hasLabels };
  });
}

/** @throws ModelWatchError `unknown-baseline` */
export async function findBaseline(
  database: Database,
  model: string,
  version: string,
): Promise<BaselineTable> {
  const [row] = await database.rows(
    `SELECT number, definition FROM baselines WHERE model = ${text(model)} AND version = ${text(version)}`,
  );
  if (!row) {
    throw badRequest(
      'unknown-baseline',
      `Version "${version}" of model "${model}" has no baseline: register one, or name another version.`,
    );
  }
  return {
    table: `baseline_${Number(row[0])}`,
    ...(JSON.parse(String(row[1])) as Omit<BaselineTable, 'table'>),
  };
}

/** The column of a feature, or of the score. @throws ModelWatchError when the baseline has none */
export function baselineColumn(baseline: BaselineTable, column: string): string {
  if (column === SCORE_COLUMN) {
    if (baseline.hasScores) return 'score';
    throw badRequest(
      'baseline-without-score',
      'The baseline has no column `score`: drift of the score needs one.',
    );
  }
  const index = baseline.features.findIndex(({ name }) => name === column);
  if (index !== -1) return `f${index}`;
  throw badRequest(
    'baseline-missing-feature',
    `The baseline has no feature "${column}": register a newer baseline, or choose another feature.`,
  );
}

interface ParquetColumn {
  column: string;
  type: string;
}

/** Columns of the file by name. They are read by position: names of a file never become identifiers. */
async function describeParquet(
  connection: DuckDBConnection,
  parquetFile: string,
): Promise<{ from: string; columns: Map<string, ParquetColumn> }> {
  const from = `read_parquet(${text(parquetFile)})`;
  try {
    const described = await readCells(
      connection,
      `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${from})`,
    );
    const columns = new Map(
      described.map(([name, type], index) => [String(name), { column: `c${index}`, type: String(type) }]),
    );
    const aliases = described.map((_, index) => `c${index}`).join(', ');
    return { from: `${from} AS file(${aliases})`, columns };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw badRequest('baseline-unreadable', `The baseline cannot be read as a Parquet file: ${reason}`);
  }
}

/** The score of the model; for a regression its prediction is that, as it is in the events. */
function scoreOf({ columns }: { columns: Map<string, ParquetColumn> }): ParquetColumn | undefined {
  const prediction = columns.get('prediction');
  return columns.get('score') ?? (prediction && !isText(prediction) ? prediction : undefined);
}

const isText = ({ type }: ParquetColumn): boolean => type === 'VARCHAR' || type.startsWith('ENUM');
const isFloating = ({ type }: ParquetColumn): boolean => type === 'FLOAT' || type === 'DOUBLE';

/** NaN is how NumPy and pandas write a missing number; infinities cannot come in events and are none either. */
function expressionOf(source: ParquetColumn, type: FeatureSpec['type']): string {
  const { column } = source;
  const number = `CASE WHEN isfinite(TRY_CAST(${column} AS DOUBLE)) THEN TRY_CAST(${column} AS DOUBLE) END`;
  if (type === 'number') return number;
  if (type === 'boolean') return `TRY_CAST(${column} AS BOOLEAN)`;
  if (!isFloating(source)) return `${column}::VARCHAR`;
  // As events are written: 21, not 21.0.
  return `CASE WHEN NOT isfinite(${column}) THEN NULL
    WHEN ${column} = trunc(${column}) AND abs(${column}) < 1e15 THEN ${column}::BIGINT::VARCHAR
    ELSE ${column}::VARCHAR END`;
}

async function requireReadable(
  connection: DuckDBConnection,
  from: string,
  columns: { name: string; label: string; type: FeatureSpec['type']; source: ParquetColumn }[],
): Promise<void> {
  const typed = columns.filter(({ type }) => type !== 'category');
  if (typed.length === 0) return;
  const counts = typed.map(({ type, source: { column } }) => {
    const cast = type === 'number' ? 'DOUBLE' : 'BOOLEAN';
    return `count_if(${column} IS NOT NULL AND TRY_CAST(${column} AS ${cast}) IS NULL)`;
  });
  const [row] = await readCells(connection, `SELECT ${counts.join(', ')} FROM ${from}`);
  typed.forEach(({ label, type }, index) => {
    const unreadable = Number(row![index]);
    if (unreadable === 0) return;
    throw badRequest(
      'baseline-wrong-type',
      `In the baseline ${unreadable} values of ${label} are no ${type}: correct the file or the type of the feature.`,
    );
  });
}

async function nextNumber(connection: DuckDBConnection): Promise<number> {
  const [row] = await readCells(connection, 'SELECT coalesce(max(number), 0) + 1 FROM baselines');
  return Number(row![0]);
}

async function replace(
  connection: DuckDBConnection,
  model: string,
  version: string,
  number: number,
  definition: string,
): Promise<void> {
  const isThis = `model = ${text(model)} AND version = ${text(version)}`;
  for (const [former] of await readCells(connection, `SELECT number FROM baselines WHERE ${isThis}`)) {
    await connection.run(`DROP TABLE baseline_${Number(former)}`);
  }
  await connection.run(`DELETE FROM baselines WHERE ${isThis}`);
  await connection.run(
    `INSERT INTO baselines VALUES (${number}, ${text(model)}, ${text(version)}, ${text(definition)})`,
  );
}
