import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Configuration } from '../../configuration';
import { ModelWatchError } from '../../contract';
import type { FileJournal } from '../../journal';
import type { Store } from '../../store';
import {
  type BackupManifest,
  backupsDir,
  copyDataFolder,
  dataOf,
  JOURNAL_FOLDER,
  readManifest,
  STORE_FILE,
  writeManifest,
} from './backupFolder';

/** One backup of a running collector. */
export interface BackupRun {
  id: string;
  state: 'running' | 'done' | 'failed';
  /** On the machine of the collector. */
  folder: string;
  error: string | null;
  /** What it holds, once it is done. */
  manifest: BackupManifest | null;
}

export interface BackupService {
  /** Where the data lies that is copied, and where the backups lie. */
  readonly dataDir: string;
  readonly dir: string;
  /** Everything that was acknowledged before this call will be in it. @throws ModelWatchError `backup-running` (409) */
  start(): BackupRun;
  /** Null where there is none of that name. */
  get(id: string): Promise<BackupRun | null>;
  /** The latest first. */
  list(): Promise<BackupRun[]>;
  /** Resolves when none is running. */
  settled(): Promise<void>;
}

export interface BackupOptions {
  configuration: Configuration;
  version: string;
  store: Pick<Store, 'backup' | 'statistics'>;
  journal: Pick<FileJournal, 'backUp'>;
  /** Names of the registered models. */
  models: () => string[];
  /** Milliseconds since 1970. */
  clock: () => number;
  log: { info(sentence: string): void; warn(sentence: string): void };
}

/** Names sort by time, and two of the same second differ. */
const newId = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z-${randomBytes(2).toString('hex')}`;
const ID = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[0-9a-f]{4}$/;

/** Backups of a collector that goes on: one at a time, each a folder of its own that can be restored from. */
export function createBackupService(options: BackupOptions): BackupService {
  const { configuration, store, journal, log, clock } = options;
  const dir = backupsDir(configuration);
  let last: BackupRun | null = null;
  let running: Promise<void> = Promise.resolve();

  async function write(folder: string): Promise<BackupManifest> {
    const { predictions, labels } = await store.statistics();
    const createdAt = new Date(clock()).toISOString();
    await mkdir(dataOf(folder), { recursive: true });
    const journalEnd = await journal.backUp(join(dataOf(folder), JOURNAL_FOLDER), () =>
      store.backup(dataOf(folder)),
    );
    // Behind the store: it names the files of the models that lie beside it.
    const isDone = (name: string) => name.startsWith(STORE_FILE) || name === JOURNAL_FOLDER;
    await copyDataFolder(configuration, folder, isDone);
    const { version, models } = options;
    const manifest = { version, createdAt, predictions, labels, models: models(), journalEnd };
    await writeManifest(folder, manifest);
    return manifest;
  }

  async function run(one: BackupRun): Promise<void> {
    try {
      one.manifest = await write(one.folder);
      one.state = 'done';
      log.info(`A backup was written to ${one.folder}.`);
    } catch (error) {
      one.state = 'failed';
      one.error = (error as Error).message;
      log.warn(`The backup to ${one.folder} failed: ${one.error}`);
    }
  }

  const onDisk = async (id: string): Promise<BackupRun | null> => {
    const folder = join(dir, id);
    const manifest = ID.test(id) ? await readManifest(folder) : null;
    return manifest && { id, state: 'done', folder, error: null, manifest };
  };

  return {
    dataDir: resolve(configuration.dataDir),
    dir,
    start() {
      if (last?.state === 'running') {
        throw new ModelWatchError({
          code: 'backup-running',
          message: `The backup ${last.id} is being written; wait for it.`,
          status: 409,
        });
      }
      const id = newId(clock());
      last = { id, state: 'running', folder: join(dir, id), error: null, manifest: null };
      running = run(last);
      return { ...last };
    },
    get: async (id) => (last?.id === id ? { ...last } : onDisk(id)),
    async list() {
      const names = await readdir(dir).catch(() => []);
      const found = await Promise.all(names.filter((id) => id !== last?.id).map(onDisk));
      const all = [...found.filter((one) => one !== null), ...(last ? [{ ...last }] : [])];
      return all.sort((a, b) => (a.id < b.id ? 1 : -1));
    },
    settled: () => running,
  };
}
