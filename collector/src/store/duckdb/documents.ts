import type { DuckDBConnection } from '@duckdb/node-api';
import type { Documents } from '../store';
import type { Database } from './database';
import { text } from './quote';

const at = (collection: string, id: string): string =>
  `collection = ${text(collection)} AND id = ${text(id)}`;

/** Writes a document in the transaction that the connection is in. */
export async function putDocument(
  connection: DuckDBConnection,
  { collection, id, value }: { collection: string; id: string; value: unknown },
): Promise<void> {
  await connection.run(`DELETE FROM documents WHERE ${at(collection, id)}`);
  const values = [collection, id, JSON.stringify(value)].map(text);
  await connection.run(`INSERT INTO documents VALUES (${values.join(', ')})`);
}

/** Small JSON documents. A write is one transaction, on disk when its promise resolves. */
export function documentsIn(database: Database): Documents {
  return {
    get: async <T>(collection: string, id: string) => {
      const [row] = await database.rows(`SELECT value FROM documents WHERE ${at(collection, id)}`);
      return row ? (JSON.parse(String(row[0])) as T) : null;
    },
    list: async <T>(collection: string) => {
      const rows = await database.rows(
        `SELECT id, value FROM documents WHERE collection = ${text(collection)} ORDER BY id`,
      );
      return rows.map(([id, value]) => ({ id: String(id), value: JSON.parse(String(value)) as T }));
    },
    put: (collection, id, value) =>
      database.transact((connection) => putDocument(connection, { collection, id, value })),
    remove: (collection, id) =>
      database.transact(async (connection) => {
        await connection.run(`DELETE FROM documents WHERE ${at(collection, id)}`);
      }),
  };
}
