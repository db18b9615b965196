import type { DuckDBConnection } from '@duckdb/node-api';
import type { RowRequest } from '../rows';
import { readCells } from './database';
import type { Engine } from './engine';
import { ANSWERED, sourceOf } from './source';

/** What besides its selection decides which rows a request reads, as a condition on one table. */
export async function rowCondition(
  engine: Engine,
  connection: DuckDBConnection,
  { selection, answeredOnly, lastNumber, numbers, sample }: RowRequest,
): Promise<string> {
  const parts = [answeredOnly ? ANSWERED : 'true'];
  if (lastNumber !== undefined) parts.push(`number <= ${whole(lastNumber)}`);
  if (numbers) parts.push(numbers.length > 0 ? `number IN (${numbers.map(whole).join(',')})` : 'false');
  if (!sample) return parts.join(' AND ');
  // A hash of the row's number: neither time nor any periodic client is preferred, and the seed decides all of it.
  const drawn = `(hash(number, ${whole(sample.seed)}) >> 1)::BIGINT`;
  const source = sourceOf(engine, selection, [{ name: 'drawn', of: () => drawn }], parts.join(' AND '));
  const [row] = await readCells(
    connection,
    `SELECT max(drawn)::VARCHAR FROM (SELECT drawn FROM ${source} ORDER BY drawn LIMIT ${whole(sample.rows)})`,
  );
  const largest = row?.[0];
  parts.push(typeof largest === 'string' ? `${drawn} <= ${largest}` : 'false');
  return parts.join(' AND ');
}

const whole = (value: number): string => `${Math.floor(value)}::BIGINT`;
