import type { Command } from 'commander';
import { cp } from 'node:fs/promises';
import { openRooms } from '../../main';
import { dataOf, MANIFEST_FILE, readManifest } from '../../operation';
import { addConfigurationOptions, configurationOf } from '../configurationOptions';
import { EXIT, ExitWith } from '../exitCodes';
import type { Io } from '../io';
import { isEmpty } from './backup';

export function addRestoreCommand(program: Command, io: Io): void {
  addConfigurationOptions(program.command('restore <folder>'))
    .description('put a backup into the data folder, which must be empty')
    .option('--json', 'print as JSON')
    .action(async (folder: string, options: Record<string, unknown>) => {
      const configuration = configurationOf(options, io, { '--log-level': 'warn' });
      const { dataDir } = configuration;
      const manifest = await readManifest(folder);
      if (!manifest)
        throw new ExitWith(EXIT.usage, `${folder} is no whole backup: it has no ${MANIFEST_FILE}.`);
      if (!(await isEmpty(dataDir)))
        throw new ExitWith(EXIT.usage, `${dataDir} is not empty; name another with --data-dir.`);
      await cp(dataOf(folder), dataDir, { recursive: true });
      const rooms = await openRooms({ ...configuration, models: [] });
      // A journal that ends before what the manifest names is told here, by the error of its own.
      if (manifest.journalEnd !== null) await rooms.journal.read(manifest.journalEnd, 1);
      await rooms.drained(Infinity);
      const { predictions, labels } = await rooms.store.statistics();
      await rooms.close(configuration.stopSeconds);
      const isSame = predictions === manifest.predictions && labels === manifest.labels;
      if (manifest.journalEnd === null && !isSame) {
        throw new ExitWith(
          EXIT.failed,
          `The backup tells of ${manifest.predictions} predictions and ${manifest.labels} labels; ` +
            `${predictions} and ${labels} are there.`,
        );
      }
      io.out(
        options.json
          ? `${JSON.stringify({ ...manifest, predictions, labels, dataDir })}\n`
          : `${dataDir}: ${predictions} predictions and ${labels} labels are there, as in the backup.\n`,
      );
    });
}
