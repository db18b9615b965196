import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { Column, RowRequest, RowSample, SampleRequest } from '../rows';
import { readCells } from './database';
import type { Engine } from './engine';
import { dimensionColumn } from './filters';
import { labelDictionary, labelsAsOf, placeColumn } from './labels';
import type { Layout } from './layouts';
import { text } from './quote';
import {
  classColumn,
  dimensionRowColumn,
  featureColumn,
  integers,
  numbers,
  type RowColumn,
} from './rowColumns';
import { plain, type SourceColumn, sourceOf } from './source';

type Category = Column & { type: 'category' };

/** Raw texts of invalid values that are shown for a feature. */
const INVALID_TEXTS = 5;
/** Rows are chosen by a hash of where they lie, so that neither time nor any periodic client is preferred. */
const HASH_RANGE = 1_000_000;

/** Numbers of a row, NaN where there is none, by their name in the sample. */
const NUMBERS = {
  weights: '1 / sample_rate',
  status: 'status::DOUBLE',
  latency: 'latency',
  cost: 'cost',
  scores: 'score',
  received: 'received::DOUBLE',
} as const;

/** Rows of a selection in order of time, or a sample of them, column by column. */
export function sampleRows(engine: Engine, request: SampleRequest, signal?: AbortSignal): Promise<RowSample> {
  return engine.database.read((connection) => readSample(engine, connection, request), signal);
}

async function readSample(
  engine: Engine,
  connection: DuckDBConnection,
  request: SampleRequest,
): Promise<RowSample> {
  const { selection, features, dimensions, limit, asOf } = request;
  const { model } = selection;
  for (const dimension of dimensions) engine.layouts.requireDimension(model, dimension);
  const [counted] = await readCells(
    connection,
    `SELECT count(*)::DOUBLE, count(invalid)::DOUBLE, count(feature_times)::DOUBLE
      FROM ${sourceOf(engine, selection, [plain('invalid'), plain('feature_times')])}`,
  );
  const [total, invalidRows, timedRows] = counted!.map(Number) as [number, number, number];
  const share = total > limit ? limit / total : 1;
  const condition = share < 1 ? `hash(rowid) % ${HASH_RANGE} < ${Math.round(share * HASH_RANGE)}` : 'true';

  const rowRequest: RowRequest = { selection, features, segments: [], asOf, answeredOnly: false };
  const codes: [string, RowColumn][] = dimensions.map((name) => [
    name,
    dimensionRowColumn(engine, model, name),
  ]);
  const values: [string, RowColumn][] = [];
  for (const name of features) {
    values.push([name, await featureColumn(engine, connection, rowRequest, name)]);
  }
  const invalidTexts =
    invalidRows > 0 ? await readInvalidTexts(engine, connection, request) : new Map<string, string[]>();
  const invalid = [...invalidTexts.keys()].map((name): [string, RowColumn] => [
    name,
    flag(`list_contains(json_keys(invalid), ${text(`features.${name}`)})`),
  ]);
  const ages = (timedRows > 0 ? features : []).map((name): [string, RowColumn] => [
    name,
    number(`ts - json_extract_string(feature_times, ${text(`$."${name.replaceAll('"', '\\"')}"`)})::DOUBLE`),
  ]);
  const plainNumbers = Object.entries(NUMBERS).map(([name, sql]): [string, RowColumn] => [name, number(sql)]);
  const classes = classColumn(engine, model);

  const all = [...plainNumbers, ...values, ...codes, ...invalid, ...ages, ['class', classes] as const];
  const sources: SourceColumn[] = all.map(([, { source }], index) => ({ name: `c${index}`, of: source.of }));
  const fingerprint = {
    name: 'fingerprint',
    of: (layout: Layout) => fingerprintOf(layout, dimensions),
  };
  const rows = sourceOf(
    engine,
    selection,
    [plain('ts'), placeColumn(engine, model), fingerprint, ...sources],
    condition,
  );
  const result = await connection.run(
    `SELECT ts::DOUBLE, fingerprint, coalesce(code, -1)::INTEGER, coalesce(value, 'NaN'::DOUBLE),
        coalesce(arrived::DOUBLE, 'NaN'::DOUBLE), ${sources.map(({ name }) => name).join(', ')}
      FROM ${rows} AS served
      LEFT JOIN (${labelsAsOf(engine, selection, condition, asOf, 'value')}) AS truth ON served.place = truth.place
      ORDER BY ts, served.place`,
  );
  const chunks = await result.fetchAllChunks();
  const count = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const FIRST = 5;
  const read = all.map(([, column], index) => column.read(chunks, index + FIRST, count));
  const take = (list: readonly unknown[]) => read.splice(0, list.length);
  const named = <T extends Column>(list: readonly [string, RowColumn][]): Record<string, T> =>
    zip(list, take(list) as T[]);
  const numeric = zip(plainNumbers, take(plainNumbers)) as Record<
    keyof typeof NUMBERS,
    Column & { type: 'number' }
  >;
  const sample: RowSample = {
    total,
    share,
    rows: count,
    ts: numbers(chunks, 0, count),
    weights: numeric.weights.values,
    status: numeric.status.values,
    latency: numeric.latency.values,
    cost: numeric.cost.values,
    scores: numeric.scores.values,
    received: numeric.received.values,
    features: named(values),
    dimensions: named<Category>(codes),
    invalid: flagsOf(named<Category>(invalid)),
    invalidTexts: Object.fromEntries(invalidTexts),
    ages: agesOf(named<Column & { type: 'number' }>(ages)),
    classes: read[0] as Category,
    labels: labelsOf(engine, chunks, count),
    labelValues: numbers(chunks, 3, count),
    labelTs: numbers(chunks, 4, count),
    fingerprints: numbers(chunks, 1, count),
  };
  return sample;
}

const zip = <T>(list: readonly [string, unknown][], values: readonly T[]): Record<string, T> =>
  Object.fromEntries(list.map(([name], index) => [name, values[index]!]));

const number = (sql: string): RowColumn => ({
  source: { name: '', of: () => `coalesce((${sql})::DOUBLE, 'NaN'::DOUBLE)` },
  read: (chunks, index, rows) => ({ type: 'number', values: numbers(chunks, index, rows) }),
});

const flag = (sql: string): RowColumn => ({
  source: { name: '', of: () => `coalesce((${sql})::INTEGER, 0)` },
  read: (chunks, index, rows) => ({
    type: 'category',
    codes: integers(chunks, index, rows),
    dictionary: [],
  }),
});

const flagsOf = (columns: Record<string, Category>): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(columns).map(([name, { codes }]) => [name, Uint8Array.from(codes)]));

const agesOf = (columns: Record<string, Column & { type: 'number' }>): Record<string, Float64Array> =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([name, { values }]) =>
      values.some((age) => !Number.isNaN(age)) ? [[name, values]] : [],
    ),
  );

function labelsOf(engine: Engine, chunks: readonly DuckDBDataChunk[], count: number): Category {
  return { type: 'category', codes: integers(chunks, 2, count), dictionary: labelDictionary(engine).texts };
}

/** 53 bits of a hash, which is what a double holds exactly. */
function fingerprintOf(layout: Layout, dimensions: readonly string[]): string {
  const columns = [
    'entity',
    ...[...layout.featureColumns.values()].map(({ column }) => column),
    ...dimensions.map((dimension) => dimensionColumn(layout, dimension)),
  ];
  return `(hash(${columns.join(', ')}) >> 11)::DOUBLE`;
}

/** The features of which some value is invalid, each with a few raw texts. */
async function readInvalidTexts(
  engine: Engine,
  connection: DuckDBConnection,
  { selection, features }: SampleRequest,
): Promise<Map<string, string[]>> {
  const from = sourceOf(engine, selection, [plain('invalid')], 'invalid IS NOT NULL');
  const rows = await readCells(
    connection,
    `SELECT path, list(raw ORDER BY uses DESC, raw)[1:${INVALID_TEXTS}] FROM (
        SELECT path, json_extract_string(invalid, '$."' || path || '"') AS raw, count(*) AS uses
        FROM (SELECT invalid, unnest(json_keys(invalid)) AS path FROM ${from}) GROUP BY ALL)
      GROUP BY path`,
  );
  const texts = new Map(rows.map(([path, raw]) => [String(path), (raw as unknown[]).map(String)]));
  return new Map(
    features.flatMap((name): [string, string[]][] => {
      const found = texts.get(`features.${name}`);
      return found ? [[name, found]] : [];
    }),
  );
}
