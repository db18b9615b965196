import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, DuckDBListValue, type DuckDBValue } from '@duckdb/node-api';
import { RightOfWay } from '../../scheduling';
import { explainOpenError, storeError } from './errors';

export type Cell = number | string | boolean | null | Cell[];

export interface DatabaseOptions {
  file: string;
  memoryLimitBytes?: number;
  threads?: number;
}

/** How long a chunk of rows waits at most for reads before it is appended; and between two reads of one query. */
const APPEND_WAITS_MS = 100;
const BETWEEN_READS_MS = 5;

/** Reads that run at the same time; more would only share the same cores and memory. */
const READERS = 4;

/**
 * Log beside the file that makes a checkpoint due. At the engine's own 16 MB every second batch of the applier wrote
 * its last row group again, at three times the cost of the commits; more than this only makes a start after a crash
 * slower (it reads the log).
 */
const CHECKPOINT_MEGABYTES = 128;

/**
 * DuckDB locks its file against other processes, but not against a second instance in this one, which would corrupt
 * it; so the files open here are known.
 */
const openFiles = new Set<string>();

/**
 * One DuckDB file: a write connection whose work is done one after the other, and a few read connections. A reader
 * sees the state of its beginning, so writes never wait for reads.
 */
export class Database {
  private lastWrite: Promise<unknown> = Promise.resolve();
  private readonly idle: DuckDBConnection[] = [];
  private readonly waiting: ((reader: DuckDBConnection) => void)[] = [];
  private opened = 0;
  private closed = false;
  private readonly way = new RightOfWay(APPEND_WAITS_MS, BETWEEN_READS_MS);

  private constructor(
    readonly file: string,
    private readonly instance: DuckDBInstance,
    private readonly writer: DuckDBConnection,
    private readonly key: string,
  ) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    const { file } = options;
    const key = keyOf(file);
    if (key !== null && openFiles.has(key)) {
      throw storeError(
        'store-locked',
        `The database ${file} is open in this process already: close it first.`,
      );
    }
    if (key !== null) openFiles.add(key);
    try {
      const instance = await DuckDBInstance.create(file, {
        ...(options.memoryLimitBytes !== undefined && {
          memory_limit: `${Math.floor(options.memoryLimitBytes / 1e6)}MB`,
        }),
        ...(options.threads !== undefined && { threads: String(options.threads) }),
        checkpoint_threshold: `${CHECKPOINT_MEGABYTES}MB`,
        // Everything needed is built in; a service that loads code from the network at run time is a surprise.
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
      });
      return new Database(file, instance, await instance.connect(), key ?? '');
    } catch (cause) {
      if (key !== null) openFiles.delete(key);
      throw explainOpenError(file, cause);
    }
  }

  /** Runs work on the write connection, after everything that was asked for before. */
  write<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const result = this.lastWrite.then(() => {
      this.requireOpen();
      return work(this.writer);
    });
    this.lastWrite = result.catch(() => undefined);
    return result;
  }

  /**
   * Runs work in a transaction on the write connection; nothing of it stays when it fails. What memory knows of the
   * file is read again by `reload` then, before the next write can build on it.
   */
  transact<T>(
    work: (connection: DuckDBConnection) => Promise<T>,
    reload: () => Promise<void> = () => Promise.resolve(),
  ): Promise<T> {
    return this.write(async (connection) => {
      await connection.run('BEGIN TRANSACTION');
      try {
        const result = await work(connection);
        await connection.run('COMMIT');
        return result;
      } catch (error) {
        // A commit that failed has ended the transaction already; what failed first is what matters.
        await connection.run('ROLLBACK').catch(() => undefined);
        await reload();
        throw error;
      }
    });
  }

  /** Runs work on a read connection of its own; an abort of the signal interrupts it. */
  async read<T>(work: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.requireOpen();
    const reader = await this.takeReader();
    const interrupt = (): void => reader.interrupt();
    signal?.addEventListener('abort', interrupt);
    try {
      signal?.throwIfAborted();
      return await this.way.first(() => work(reader));
    } finally {
      signal?.removeEventListener('abort', interrupt);
      this.returnReader(reader);
    }
  }

  /** Resolves when a long write may go on with its next piece: what is read goes first. */
  giveWay(): Promise<void> {
    return this.way.giveWay();
  }

  /** Rows of one statement on a read connection. */
  rows(sql: string): Promise<Cell[][]> {
    return this.read((connection) => readCells(connection, sql));
  }

  /** A connection outside the pool, for a stream that lives as long as its consumer wants. The caller closes it. */
  connect(): Promise<DuckDBConnection> {
    this.requireOpen();
    return this.instance.connect();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    await this.lastWrite;
    this.closed = true;
    for (const reader of this.idle) reader.closeSync();
    this.writer.closeSync();
    this.instance.closeSync();
    openFiles.delete(this.key);
  }

  private requireOpen(): void {
    if (this.closed) throw storeError('store-closed', 'The store is closed: the collector is stopping.');
  }

  private async takeReader(): Promise<DuckDBConnection> {
    const idle = this.idle.pop();
    if (idle) return idle;
    if (this.opened < READERS) {
      this.opened += 1;
      return this.instance.connect();
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private returnReader(reader: DuckDBConnection): void {
    const next = this.waiting.shift();
    if (next) next(reader);
    else if (this.closed) reader.closeSync();
    else this.idle.push(reader);
  }
}

/** Rows as plain values: 64-bit integers as numbers, lists as arrays. */
export async function readCells(connection: DuckDBConnection, sql: string): Promise<Cell[][]> {
  const result = await connection.runAndReadAll(sql);
  return result.getRows().map((row) => row.map(toCell));
}

export function toCell(value: DuckDBValue): Cell {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof DuckDBListValue) return value.items.map(toCell);
  if (
    value === null ||
    typeof value === 'number' ||
    typeof value === 'string' ||
    typeof value === 'boolean'
  ) {
    return value;
  }
  throw new TypeError(
    `a statement of the store answered with a value of an unforeseen type: ${String(value)}`,
  );
}

function keyOf(file: string): string | null {
  if (file === ':memory:') return null;
  const path = resolve(file);
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}
