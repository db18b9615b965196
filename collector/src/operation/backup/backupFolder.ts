import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Configuration } from '../../configuration';

/*
 * A backup is a folder: `data` is a data folder as a collector leaves it behind, and the manifest says what it holds.
 */

export const MANIFEST_FILE = 'modelwatch-backup.json';
export const STORE_FILE = 'store.duckdb';
export const JOURNAL_FOLDER = 'journal';

export interface BackupManifest {
  version: string;
  createdAt: string;
  /** In the store. Of a running collector: when the backup began, so that the store it holds may have more. */
  predictions: number;
  labels: number;
  models: string[];
  /** Of a running collector: where the copied journal ends; what lies beyond the store is applied at the next start. */
  journalEnd: string | null;
}

export const dataOf = (folder: string): string => join(folder, 'data');

/** Where a running collector writes its backups. */
export const backupsDir = ({ backup, dataDir }: Pick<Configuration, 'backup' | 'dataDir'>): string =>
  resolve(backup.dir === '' ? join(dataDir, 'backups') : backup.dir);

const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way === '' || !way.startsWith('..');
};

/**
 * Copies a data folder into a backup, but no backups that lie within it, and nothing that is being written.
 * @param except entries of the data folder that are copied in another way, or not at all
 */
export async function copyDataFolder(
  configuration: Pick<Configuration, 'backup' | 'dataDir'>,
  folder: string,
  except: (name: string) => boolean = () => false,
): Promise<void> {
  const target = dataOf(folder);
  await mkdir(target, { recursive: true });
  const backups = backupsDir(configuration);
  for (const name of await readdir(configuration.dataDir)) {
    const source = resolve(configuration.dataDir, name);
    if (except(name) || isInside(backups, source) || isInside(resolve(folder), source)) continue;
    await cp(source, join(target, name), { recursive: true, filter: (path) => !path.endsWith('.tmp') });
  }
}

/** Last of all: a folder without it is a backup that did not come to its end. */
export async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
}

/** What a backup says of itself; null where it is no whole one. */
export async function readManifest(folder: string): Promise<BackupManifest | null> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as BackupManifest);
}
