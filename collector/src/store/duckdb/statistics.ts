import { stat } from 'node:fs/promises';
import type { StoreStatistics } from '../store';
import type { Engine } from './engine';

/** How long a count of waiting labels is good for: it reads every id, and is asked for with every scrape. */
const WAITING_LABELS_MS = 60_000;

export function statisticsOf(engine: Engine): () => Promise<StoreStatistics> {
  let waiting: { at: number; value: Promise<number> } | undefined;
  return async () => {
    const { database, layouts } = engine;
    const tables = layouts.all().map(({ table }) => table);
    const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`);
    const [row] = await database.rows(
      `SELECT ${['0', ...counts].join(' + ')}, (SELECT count(*) FROM labels), (SELECT count(*) FROM quarantine),
        (SELECT sum(memory_usage_bytes) FROM duckdb_memory())`,
    );
    const [predictions, labels, quarantined, memoryBytes] = row!.map(Number);
    if (!waiting || Date.now() - waiting.at > WAITING_LABELS_MS) {
      waiting = { at: Date.now(), value: countWaiting(engine, tables) };
      // A failed count is asked for again, not remembered.
      waiting.value.catch(() => (waiting = undefined));
    }
    return {
      predictions: predictions!,
      labels: labels!,
      waitingLabels: await waiting.value,
      quarantined: quarantined!,
      sizeBytes: (await sizeOf(database.file)) + (await sizeOf(`${database.file}.wal`)),
      memoryBytes: memoryBytes!,
    };
  };
}

async function countWaiting({ database }: Engine, tables: readonly string[]): Promise<number> {
  const ids = ["SELECT '' AS id WHERE false", ...tables.map((table) => `SELECT id FROM ${table}`)];
  const [row] = await database.rows(
    `SELECT count(*) FROM labels ANTI JOIN (${ids.join(' UNION ALL ')}) AS known ON labels.prediction = known.id`,
  );
  return Number(row![0]);
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    // In memory, or no log beside the file just now.
    return 0;
  }
}
