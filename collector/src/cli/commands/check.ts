import type { Command } from 'commander';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readTokens, tokensPath } from '../../api';
import { checkExposure } from '../../api';
import type { Configuration } from '../../configuration';
import { openRooms } from '../../main';
import { readModelFile } from '../applyModelFile';
import { addConfigurationOptions, configurationOf } from '../configurationOptions';
import { EXIT, ExitWith } from '../exitCodes';
import type { Io } from '../io';

interface Finding {
  what: string;
  ok: boolean;
  message: string;
}

async function attempt(what: string, work: () => Promise<string>): Promise<Finding> {
  try {
    return { what, ok: true, message: await work() };
  } catch (error) {
    return { what, ok: false, message: (error as Error).message };
  }
}

/** Opens what is there as a start would, and closes it again; nothing is made where nothing is. */
async function checkData(configuration: Configuration): Promise<string> {
  const { dataDir } = configuration;
  const there = await stat(join(dataDir, 'store.duckdb')).catch(() => null);
  if (!there) return `${dataDir} holds no data yet; a start would make it.`;
  const rooms = await openRooms({ ...configuration, models: [] });
  try {
    const { predictions, labels, quarantined } = await rooms.store.statistics();
    const models = rooms.registry.models();
    for (const { spec, versions } of models) {
      for (const [version, { runnableDigest }] of Object.entries(versions)) {
        if (runnableDigest !== null) await stat(rooms.registry.runnable(spec.model, version).file);
      }
    }
    return (
      `${dataDir}: ${rooms.store.description}; ${predictions} predictions, ${labels} labels, ${quarantined} in ` +
      `quarantine; models: ${models.map((model) => model.spec.model).join(', ') || 'none'}.`
    );
  } finally {
    await rooms.close(configuration.stopSeconds);
  }
}

export function addCheckCommand(program: Command, io: Io): void {
  addConfigurationOptions(program.command('check'))
    .description('check configuration, tokens, database and models, and say what a start would do')
    .option('--json', 'print as JSON')
    .action(async (options: Record<string, unknown>) => {
      const configuration = configurationOf(options, io, { '--log-level': 'silent' });
      const findings: Finding[] = [
        {
          what: 'configuration',
          ok: true,
          message: `It is valid; a start would listen on ${configuration.host}:${configuration.port}.`,
        },
        await attempt('tokens', async () => {
          const count = readTokens(tokensPath(configuration)).length + configuration.tokens.length;
          checkExposure(configuration.host, count > 0);
          return count > 0
            ? `${count} tokens; requests need one.`
            : 'No tokens; only this machine is answered.';
        }),
        await attempt('data', () => checkData(configuration)),
      ];
      for (const file of configuration.models) {
        const check = async () => {
          const spec = await readModelFile(file);
          return `A start would apply ${spec.model} with ${spec.features.length} features.`;
        };
        findings.push(await attempt(`model file ${file}`, check));
      }
      const lines = findings.map(
        ({ what, ok, message }) => `${ok ? 'ok   ' : 'wrong'}  ${what}: ${message}\n`,
      );
      io.out(options.json ? `${JSON.stringify(findings)}\n` : lines.join(''));
      const wrong = findings.filter((finding) => !finding.ok).length;
      if (wrong > 0)
        throw new ExitWith(EXIT.found, `${wrong} of ${findings.length} checks found something wrong.`);
    });
}
