import type { Command } from 'commander';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRooms } from '../../main';
import { VERSION } from '../../packageVersion';
import { addConfigurationOptions, configurationOf } from '../configurationOptions';
import { EXIT, ExitWith } from '../exitCodes';
import type { Io } from '../io';

const MANIFEST = 'modelwatch-backup.json';

interface Manifest {
  version: string;
  createdAt: string;
  predictions: number;
  labels: number;
  models: string[];
}

async function isEmpty(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length === 0;
}

export function addBackupCommands(program: Command, io: Io): void {
  addConfigurationOptions(program.command('backup <folder>'))
    .description('copy the data folder of a stopped collector into an empty folder')
    .option('--json', 'print as JSON')
    .action(async (folder: string, options: Record<string, unknown>) => {
      const configuration = configurationOf(options, io, { '--log-level': 'warn' });
      if (!(await isEmpty(folder)))
        throw new ExitWith(EXIT.usage, `${folder} is not empty; name another folder.`);
      // Opened first: that takes its lock, brings the store up to the journal's end and writes everything into its file.
      const rooms = await openRooms({ ...configuration, models: [] });
      const statistics = await rooms.drained(Infinity).then(() => rooms.store.statistics());
      const models = rooms.registry.models().map((model) => model.spec.model);
      await rooms.store.checkpoint();
      await rooms.close(Infinity);
      await mkdir(folder, { recursive: true });
      await cp(configuration.dataDir, join(folder, 'data'), { recursive: true });
      const manifest: Manifest = {
        version: VERSION,
        createdAt: new Date(io.now()).toISOString(),
        predictions: statistics.predictions,
        labels: statistics.labels,
        models,
      };
      // Last of all: a folder without it is a backup that did not come to its end.
      await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
      io.out(
        options.json
          ? `${JSON.stringify(manifest)}\n`
          : `${folder}: ${manifest.predictions} predictions, ${manifest.labels} labels, models ${models.join(', ')}.\n`,
      );
    });

  addConfigurationOptions(program.command('restore <folder>'))
    .description('put a backup into the data folder, which must be empty')
    .option('--json', 'print as JSON')
    .action(async (folder: string, options: Record<string, unknown>) => {
      const configuration = configurationOf(options, io, { '--log-level': 'warn' });
      const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
        throw new ExitWith(EXIT.usage, `${folder} is no whole backup: it has no ${MANIFEST}.`);
      });
      const manifest = JSON.parse(text) as Manifest;
      if (!(await isEmpty(configuration.dataDir))) {
        throw new ExitWith(
          EXIT.usage,
          `${configuration.dataDir} is not empty; name another with --data-dir.`,
        );
      }
      await cp(join(folder, 'data'), configuration.dataDir, { recursive: true });
      const rooms = await openRooms({ ...configuration, models: [] });
      const { predictions, labels } = await rooms.store.statistics();
      await rooms.close(configuration.stopSeconds);
      if (predictions !== manifest.predictions || labels !== manifest.labels) {
        throw new ExitWith(
          EXIT.failed,
          `The backup tells of ${manifest.predictions} predictions and ${manifest.labels} labels; ` +
            `${predictions} and ${labels} are there.`,
        );
      }
      io.out(
        options.json
          ? `${JSON.stringify({ ...manifest, dataDir: configuration.dataDir })}\n`
          : `${configuration.dataDir}: ${predictions} predictions and ${labels} labels are there, as in the backup.\n`,
      );
    });
}
