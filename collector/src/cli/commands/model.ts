import type { Command } from 'commander';
import type { ModelEntry } from '../../contract';
import { applyModelFile, httpTarget } from '../applyModelFile';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import type { Io } from '../io';
import { addBaselineCommand } from './modelBaseline';
import { renderTable } from '../renderTable';

type ShownModel = ModelEntry & { production: string | null; timeRange: { rows: number } | null };

export function addModelCommand(program: Command, io: Io): void {
  const model = program.command('model').description('register and list models');

  const apply = model
    .command('apply <file>')
    .description('register the model of a JSON or YAML file, its versions and baselines (files beside it)');
  addClientOptions(apply, io).action(async (file: string, options: ClientOptions) => {
    const applied = await applyModelFile(file, httpTarget(clientOf(options, io)));
    if (options.json) {
      io.out(`${JSON.stringify(applied)}\n`);
      return;
    }
    io.out(`${applied.model}: registered.\n`);
    for (const baseline of applied.baselines) {
      io.out(`  baseline ${baseline.version}: ${baseline.rows} rows\n`);
    }
    for (const version of applied.versions) {
      const told = version.rewritten.length > 0 ? ` (${version.rewritten.join('; ')})` : '';
      const tried = version.check ? `; ${version.check.told}` : '';
      io.out(`  version ${version.version}: ${version.sizeBytes} bytes${told}${tried}\n`);
    }
  });

  const list = model.command('list').description('list the registered models');
  addClientOptions(list, io).action(async (options: ClientOptions) => {
    const { models } = await clientOf(options, io).get<{ models: ShownModel[] }>('/v1/models');
    if (options.json) {
      io.out(`${JSON.stringify(models)}\n`);
      return;
    }
    const columns = [
      'model',
      'task',
      'production',
      'versions',
      'baselines',
      'features',
      'predictions',
      'owner',
    ];
    const rows = models.map((one) => [
      one.spec.model,
      one.spec.task,
      one.production ?? '',
      Object.keys(one.versions).join(' '),
      Object.keys(one.baselines).join(' '),
      String(one.spec.features.length),
      String(one.timeRange?.rows ?? 0),
      one.spec.owner ?? '',
    ]);
    io.out(
      renderTable(
        columns.map((title) => ({ title })),
        rows,
      ),
    );
  });

  addBaselineCommand(model, io);

  const show = model
    .command('show <model>')
    .description('show all that is registered about a model, as JSON');
  addClientOptions(show, io).action(async (name: string, options: ClientOptions) => {
    const entry = await clientOf(options, io).get(`/v1/models/${encodeURIComponent(name)}`);
    io.out(`${JSON.stringify(entry, null, options.json ? 0 : 2)}\n`);
  });
}
