import { type AgreementCounts, type Grouped, noAgreement } from '../../contract';
import type { AggregateRequest } from '../requests';
import { readCells } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';

const FIELDS = [
  'weight',
  'compared',
  'agreed',
  'scored',
  'difference',
  'absoluteDifference',
  'squaredDifference',
  'rows',
  'comparedRows',
  'scoredRows',
] as const satisfies (keyof AgreementCounts)[];

/** What candidates in shadow answered, beside what was served: both stand in the row of the candidate. */
export async function countAgreement(
  engine: Engine,
  request: AggregateRequest,
  signal?: AbortSignal,
): Promise<Grouped<AgreementCounts>[]> {
  const { selection } = request;
  const keys = keysOf(engine, request);
  const columns = [
    ...keys.columns,
    plain('1 / sample_rate', 'weight'),
    plain(`TRY_CAST(extra ->> '$.served.agrees' AS BOOLEAN)`, 'agrees'),
    plain(`score - TRY_CAST(extra ->> '$.served.score' AS DOUBLE)`, 'difference'),
  ];
  const isCompared = 'agrees IS NOT NULL';
  const isScored = 'difference IS NOT NULL';
  const sum = (value: string, where = 'true') => `coalesce(sum(${value}) FILTER (WHERE ${where}), 0)::DOUBLE`;
  const sums = [
    sum('weight'),
    sum('weight', isCompared),
    sum('weight', 'agrees'),
    sum('weight', isScored),
    sum('weight * difference'),
    sum('weight * abs(difference)'),
    sum('weight * difference * difference'),
    'count(*)::DOUBLE',
    `count(*) FILTER (WHERE ${isCompared})::DOUBLE`,
    `count(*) FILTER (WHERE ${isScored})::DOUBLE`,
  ];
  const isShadow = `${ANSWERED} AND extra IS NOT NULL AND json_exists(extra, '$.served')`;
  const sql = `SELECT ${prefix(keys.names)} ${sums.join(', ')}
    FROM ${sourceOf(engine, selection, columns, isShadow)} ${groupBy(keys.names)}`;
  const groups = new Groups(keys, noAgreement);
  for (const row of await engine.database.read((connection) => readCells(connection, sql), signal)) {
    const counts = groups.at(row);
    FIELDS.forEach((field, index) => (counts[field] = Number(row[keys.names.length + index])));
  }
  return groups.list();
}
