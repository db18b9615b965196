import { type Command, InvalidArgumentError, Option } from 'commander';
import { writeGrafanaRules, writePolicyTree, writePrometheusRules } from '../../alerts';
import { badRequest, type ModelEntry, type ModelSpec } from '../../contract';
import { readModelFile } from '../applyModelFile';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import type { Io } from '../io';

interface AlertsOptions extends ClientOptions {
  file?: string[];
  model?: string[];
  datasource: string;
  folder: string;
  rootUrl?: string;
  page?: string;
  ticket?: string;
  mute?: string[];
  policies?: boolean;
  format: 'grafana' | 'prometheus';
  collector: boolean;
  featureHours?: number;
  latencyHours?: number;
  labelDelayDays?: number;
}

const gather = (value: string, before: string[] = []): string[] => [...before, value];

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number above 0.');
}

export function addAlertsCommand(program: Command, io: Io): void {
  const command = program
    .command('alerts')
    .description(
      'write the alert rules of models for Grafana or Prometheus: from their objectives, features, segments and budget',
    )
    .option('--file <file>', 'model file (repeat for more)', gather)
    .option('--model <model>', 'model of the collector instead of a file (repeat for more)', gather)
    .addOption(
      new Option('--format <format>', 'whose rules').choices(['grafana', 'prometheus']).default('grafana'),
    )
    .option('--datasource <uid>', "uid of Grafana's data source", 'modelwatch')
    .option('--folder <folder>', "Grafana's folder", 'Model Watch')
    .option('--root-url <url>', "Grafana's address, so that links work outside it")
    .option('--page <receiver>', 'contact point of what must wake somebody')
    .option('--ticket <receiver>', 'contact point of what can wait')
    .option('--mute <timing>', 'mute timing of tickets (repeat for more)', gather)
    .addOption(
      new Option(
        '--policies',
        "print a notification policy tree instead; it replaces the organisation's whole tree",
      ),
    )
    .option('--no-collector', 'without the rule of the collector itself, which another file has')
    .option(
      '--feature-hours <hours>',
      'window of drift, missing, invalid and unseen values; 6 unless given',
      wholeNumber,
    )
    .option('--latency-hours <hours>', 'window of latency; 3 unless given', wholeNumber)
    .option(
      '--label-delay-days <days>',
      'performance is asked of days that ended so long ago; 7 unless given',
      wholeNumber,
    );
  addClientOptions(command, io).action(async (options: AlertsOptions) => {
    const receivers = { page: options.page, ticket: options.ticket, muteTimings: options.mute };
    if (options.policies) {
      io.out(writePolicyTree(receivers));
      return;
    }
    const specs = await readSpecs(options, io);
    if (options.format === 'prometheus') {
      io.out(writePrometheusRules(specs, { rootUrl: options.rootUrl, withCollector: options.collector }));
      return;
    }
    const { featureHours, latencyHours, labelDelayDays } = options;
    const given = Object.entries({ featureHours, latencyHours, labelDelayDays });
    io.out(
      writeGrafanaRules(specs, {
        datasourceUid: options.datasource,
        folder: options.folder,
        rootUrl: options.rootUrl,
        receivers,
        withCollector: options.collector,
        windows: Object.fromEntries(given.filter(([, value]) => value !== undefined)),
      }),
    );
  });
}

async function readSpecs(options: AlertsOptions, io: Io): Promise<ModelSpec[]> {
  const { file: files = [], model: models = [] } = options;
  if (files.length === 0 && models.length === 0) {
    throw badRequest(
      'models-missing',
      'Name the models whose rules are wanted: --file model.yaml, or --model NAME of a running collector.',
    );
  }
  const read = await Promise.all(files.map(readModelFile));
  if (models.length === 0) return read;
  const client = clientOf(options, io);
  const entries = await Promise.all(
    models.map((name) => client.get<ModelEntry>(`/v1/models/${encodeURIComponent(name)}`)),
  );
  return [...read, ...entries.map(({ spec }) => spec)];
}
