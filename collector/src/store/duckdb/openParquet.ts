import { DuckDBInstance } from '@duckdb/node-api';
import { badRequest } from '../../contract';
import { plainValue } from './plainValue';
import { text } from './quote';

/** A Parquet file that is read from its beginning to its end, without a store. */
export interface ParquetFile {
  columns: { name: string; type: string }[];
  /** The rows in the order of the file, a few thousand of them in memory at a time; columns that are NULL are left out. */
  read(columns: readonly string[]): AsyncGenerator<Record<string, unknown>, void, void>;
  close(): void;
}

/** Room for the decompressed pages of the largest row groups in use. */
const MEMORY_MB = 512;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** @throws ModelWatchError `file-unreadable` */
export async function openParquet(path: string): Promise<ParquetFile> {
  const unreadable = (cause: unknown, where: string) =>
    badRequest('file-unreadable', `${path} cannot be read${where}: ${(cause as Error).message}`, path);
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${MEMORY_MB}MB`,
    threads: '2',
    // As in the store: nothing is loaded from the network.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  try {
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${text(path)})`);
    const columns = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
    return {
      columns,
      async *read(wanted) {
        let rows = 0;
        try {
          const result = await connection.stream(
            `SELECT ${wanted.map(quoted).join(', ')} FROM read_parquet(${text(path)})`,
          );
          for (;;) {
            const chunk = await result.fetchChunk();
            if (!chunk || chunk.rowCount === 0) return;
            for (const cells of chunk.getRows()) {
              rows += 1;
              yield rowOf(wanted, cells.map(plainValue));
            }
          }
        } catch (cause) {
          throw unreadable(cause, ` beyond row ${rows}`);
        }
      },
      close,
    };
  } catch (cause) {
    close();
    throw unreadable(cause, ' as Parquet');
  }
}

function rowOf(names: readonly string[], cells: readonly unknown[]): Record<string, unknown> {
  const row = Object.create(null) as Record<string, unknown>;
  names.forEach((name, at) => {
    if (cells[at] !== null) row[name] = cells[at];
  });
  return row;
}
