import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { badRequest } from '../../contract';
import type { Database } from './database';
import { text } from './quote';

export const BACKUP_FILE = 'store.duckdb';

/**
 * Writes a copy of the database into a new folder, as it is at the beginning, while writes go on. The file has its
 * name only when it is whole. To restore it: stop the collector, put the file in the place of the database, start.
 */
export async function backUp(database: Database, folder: string): Promise<void> {
  const file = join(folder, BACKUP_FILE);
  if (existsSync(file)) {
    throw badRequest('backup-exists', `There is a backup in ${folder} already: name a new folder.`);
  }
  await mkdir(folder, { recursive: true });
  const unfinished = `${file}.unfinished`;
  await rm(unfinished, { force: true });
  const connection = await database.connect();
  try {
    const [source] = (await connection.runAndReadAll('SELECT current_database()')).getRows();
    const name = `"${String(source![0]).replaceAll('"', '""')}"`;
    await connection.run(`ATTACH ${text(unfinished)} AS backup_target`);
    try {
      await connection.run(`COPY FROM DATABASE ${name} TO backup_target`);
    } finally {
      await connection.run('DETACH backup_target');
    }
  } finally {
    connection.closeSync();
  }
  await rename(unfinished, file);
}
