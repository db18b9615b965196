import type { DuckDBConnection } from '@duckdb/node-api';
import type {
  ChangeRecord,
  CostRecord,
  FeatureValuesRecord,
  OutcomeRecord,
  PredictionRecord,
  QuarantineRecord,
  StoredRecord,
} from '../../contract';
import { hoursTouched, markHours, markLabels } from './aggregates';
import { type ColumnSpec, appendRows } from './chunkAppender';
import type { Engine } from './engine';
import { appendLabels } from './labels';
import type { Layout } from './layouts';
import { predictionColumns, prepareRow } from './predictionTable';
import { text } from './quote';

/** Appends records and moves the applied position in one transaction. */
export async function applyRecords(
  engine: Engine,
  records: readonly StoredRecord[],
  position: string,
): Promise<{ quarantined: number }> {
  const { database, dictionaries } = engine;
  return database.transact(
    async (connection) => {
      const sorted = sortByKind(engine, records);
      for (const [layout, predictions] of sorted.predictions) {
        await appendPredictions(engine, connection, layout, predictions);
      }
      await markHours(engine, connection, hoursTouched(sorted.predictions.values()));
      await appendLabels(engine, connection, sorted.label);
      await markLabels(engine, connection, sorted.label);
      await appendRows(connection, 'outcomes', OUTCOME_COLUMNS, sorted.outcome);
      await appendRows(connection, 'feature_values', FEATURE_VALUES_COLUMNS, sorted.featureValues);
      await appendRows(connection, 'changes', CHANGE_COLUMNS, sorted.change);
      await appendRows(connection, 'costs', COST_COLUMNS, sorted.cost);
      await appendRows(connection, 'quarantine', QUARANTINE_COLUMNS, sorted.quarantine);
      await dictionaries.save(connection);
      await connection.run(`UPDATE progress SET position = ${text(position)}`);
      return { quarantined: sorted.refused };
    },
    // Codes that were given out in a batch that failed are not on disk.
    () => dictionaries.load(database),
  );
}

type Sorted = {
  [K in Exclude<StoredRecord['kind'], 'prediction'>]: Extract<StoredRecord, { kind: K }>[];
} & { predictions: Map<Layout, PredictionRecord[]>; refused: number };

function sortByKind({ layouts }: Engine, records: readonly StoredRecord[]): Sorted {
  const sorted: Sorted = {
    predictions: new Map(),
    label: [],
    outcome: [],
    featureValues: [],
    change: [],
    cost: [],
    quarantine: [],
    refused: 0,
  };
  for (const record of records) {
    if (record.kind !== 'prediction') {
      (sorted[record.kind] as StoredRecord[]).push(record);
      continue;
    }
    const layout = layouts.find(record.model, record.schema);
    if (!layout) {
      sorted.quarantine.push(withoutSchema(record));
      sorted.refused += 1;
      continue;
    }
    const predictions = sorted.predictions.get(layout);
    if (predictions) predictions.push(record);
    else sorted.predictions.set(layout, [record]);
  }
  return sorted;
}

/** Rows of a batch lie in order of time: the zone maps of a row group are narrow, and reads need no sorting. */
async function appendPredictions(
  { dictionaries, database, predictions }: Engine,
  connection: DuckDBConnection,
  { table, schema }: Layout,
  records: readonly PredictionRecord[],
): Promise<void> {
  const columns = predictionColumns(schema, (name) => dictionaries.encoder(schema.model, name));
  const rows = records
    .map((record) => prepareRow(schema, record))
    .sort((a, b) => a.record.ts - b.record.ts)
    .map((row) => Object.assign(row, { number: predictions.nextNumber++ }));
  await appendRows(connection, table, columns, rows, () => database.giveWay());
}

function withoutSchema(record: PredictionRecord): QuarantineRecord {
  return {
    kind: 'quarantine',
    posted: 'predictions',
    code: 'unknown-schema',
    path: '$.schema',
    message:
      `Schema ${record.schema} of model "${record.model}" is not in the store: register the model, ` +
      'then send the event again.',
    model: record.model,
    raw: JSON.stringify(record),
    receivedAt: record.receivedAt,
  };
}

const OUTCOME_COLUMNS: ColumnSpec<OutcomeRecord>[] = [
  { type: 'VARCHAR', read: (row) => row.predictionId },
  { type: 'VARCHAR', read: (row) => row.name },
  { type: 'DOUBLE', read: (row) => row.value },
  { type: 'BIGINT', read: (row) => row.ts },
  { type: 'BIGINT', read: (row) => row.receivedAt },
];

const FEATURE_VALUES_COLUMNS: ColumnSpec<FeatureValuesRecord>[] = [
  { type: 'VARCHAR', read: (row) => row.view },
  { type: 'VARCHAR', read: (row) => row.entity },
  { type: 'BIGINT', read: (row) => row.eventTime },
  { type: 'VARCHAR', read: (row) => row.predictionId },
  { type: 'VARCHAR', read: (row) => JSON.stringify(row.values) },
  { type: 'BIGINT', read: (row) => row.receivedAt },
];

const CHANGE_COLUMNS: ColumnSpec<ChangeRecord>[] = [
  { type: 'VARCHAR', read: (row) => row.id },
  { type: 'BIGINT', read: (row) => row.ts },
  { type: 'VARCHAR', read: (row) => row.change },
  { type: 'VARCHAR', read: (row) => row.model },
  { type: 'VARCHAR', read: (row) => row.version },
  { type: 'VARCHAR', read: (row) => row.text },
  { type: 'VARCHAR', read: (row) => row.status },
  { type: 'BIGINT', read: (row) => row.receivedAt },
];

const COST_COLUMNS: ColumnSpec<CostRecord>[] = [
  { type: 'BIGINT', read: (row) => row.ts },
  { type: 'VARCHAR', read: (row) => row.model },
  { type: 'VARCHAR', read: (row) => row.version },
  { type: 'DOUBLE', read: (row) => row.infrastructure },
  { type: 'DOUBLE', read: (row) => row.storage },
  { type: 'DOUBLE', read: (row) => row.retraining },
  { type: 'VARCHAR', read: (row) => row.currency },
  { type: 'BIGINT', read: (row) => row.receivedAt },
];

const QUARANTINE_COLUMNS: ColumnSpec<QuarantineRecord>[] = [
  { type: 'VARCHAR', read: (row) => row.posted },
  { type: 'VARCHAR', read: (row) => row.code },
  { type: 'VARCHAR', read: (row) => row.path },
  { type: 'VARCHAR', read: (row) => row.message },
  { type: 'VARCHAR', read: (row) => row.model },
  { type: 'VARCHAR', read: (row) => row.raw },
  { type: 'BIGINT', read: (row) => row.receivedAt },
];
