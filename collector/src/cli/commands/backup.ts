import type { Command } from 'commander';
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Configuration } from '../../configuration';
import { ModelWatchError } from '../../contract';
import { openRooms } from '../../main';
import { type BackupManifest, type BackupRun, copyDataFolder, writeManifest } from '../../operation';
import { VERSION } from '../../packageVersion';
import type { Client } from '../client';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import { addConfigurationOptions, configurationOf } from '../configurationOptions';
import { EXIT, ExitWith } from '../exitCodes';
import type { Io } from '../io';
import { startProgress } from '../progress';

export async function isEmpty(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length === 0;
}

/**
 * Copies the folder of a collector that is stopped.
 * @throws ModelWatchError `store-locked` or `journal-locked` where it is running
 */
async function backUpStopped(
  configuration: Configuration,
  folder: string,
  now: number,
): Promise<BackupManifest> {
  // Opened first: that takes its lock, brings the store up to the journal's end and writes everything into its file.
  const rooms = await openRooms({ ...configuration, models: [] });
  const { predictions, labels } = await rooms.drained(Infinity).then(() => rooms.store.statistics());
  const models = rooms.registry.models().map((model) => model.spec.model);
  await rooms.store.checkpoint();
  await rooms.close(Infinity);
  await mkdir(folder, { recursive: true });
  await copyDataFolder(configuration, folder);
  const createdAt = new Date(now).toISOString();
  const manifest = { version: VERSION, createdAt, predictions, labels, models, journalEnd: null };
  await writeManifest(folder, manifest);
  return manifest;
}

const POLL_MS = 250;

/** Has the collector that holds the data folder write a backup, and brings that to its place. */
async function backUpRunning(
  client: Client,
  dataDir: string,
  folder: string,
  io: Io,
): Promise<BackupManifest> {
  const { dataDir: served } = await client.get<{ dataDir: string }>('/v1/backups');
  if (served !== resolve(dataDir)) {
    throw new ExitWith(
      EXIT.usage,
      `${dataDir} is in use, and the collector at ${client.url} keeps its data in ${served}; name the other with --url.`,
    );
  }
  let run = await client.send<BackupRun>('POST', '/v1/backups');
  const progress = startProgress(io);
  for (let polls = 1; run.state === 'running'; polls += 1) {
    await sleep(POLL_MS);
    progress.show(`writing ${run.folder}: ${Math.round((polls * POLL_MS) / 1000)} s`);
    run = await client.get<BackupRun>(`/v1/backups/${run.id}`);
  }
  progress.end();
  if (!run.manifest) throw new ExitWith(EXIT.failed, `The backup failed: ${run.error}`);
  await move(run.folder, folder);
  return run.manifest;
}

async function move(from: string, to: string): Promise<void> {
  if (!(await stat(from).catch(() => null))) {
    throw new ExitWith(
      EXIT.failed,
      `The backup is whole, in ${from} on the collector's machine, which cannot be seen from here.`,
    );
  }
  await mkdir(dirname(resolve(to)), { recursive: true });
  await rm(to, { recursive: true, force: true });
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true });
    await rm(from, { recursive: true });
  }
}

const isInUse = (error: unknown): boolean =>
  error instanceof ModelWatchError && ['store-locked', 'journal-locked'].includes(error.code);

export function addBackupCommand(program: Command, io: Io): void {
  const command = program
    .command('backup <folder>')
    .description(
      'copy the data folder into an empty folder; where a collector runs on it, that one is asked (scope operate) and ' +
        'goes on meanwhile',
    );
  addConfigurationOptions(addClientOptions(command, io));
  command.action(async (folder: string, options: ClientOptions) => {
    const configuration = configurationOf({ ...options }, io, { '--log-level': 'warn' });
    if (!(await isEmpty(folder)))
      throw new ExitWith(EXIT.usage, `${folder} is not empty; name another folder.`);
    const manifest = await backUpStopped(configuration, folder, io.now()).catch((error: unknown) => {
      if (!isInUse(error)) throw error;
      return backUpRunning(clientOf(options, io), configuration.dataDir, folder, io);
    });
    const { predictions, labels, models } = manifest;
    const least = manifest.journalEnd === null ? '' : 'at least ';
    io.out(
      options.json
        ? `${JSON.stringify(manifest)}\n`
        : `${folder}: ${least}${predictions} predictions, ${labels} labels, models ${models.join(', ')}.\n`,
    );
  });
}
