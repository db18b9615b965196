import type { Command } from 'commander';
import type { ShadowRequest, ShadowRun } from '../../contract';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import { EXIT, ExitWith } from '../exitCodes';
import type { Io } from '../io';
import { renderTable } from '../renderTable';

interface StartOptions extends ClientOptions {
  model: string;
  version: string;
  share: string;
  agreement?: string;
  failureRate?: string;
  latencyMs?: string;
}

const numberOf = (flag: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new ExitWith(EXIT.usage, `${flag}: ${text} is no number.`);
};

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

/** A shadow for people. */
export function renderShadow({ id, request, state, reason, counts, agreement }: ShadowRun): string {
  const lines = [
    `${request.model} ${request.version} in shadow, ${percent(request.share ?? 1)} of the predictions: ${state} (${id})`,
    ...(reason === null ? [] : [reason]),
    `${counts.scored} scored, ${counts.failed} failed, ${counts.dropped} dropped` +
      (counts.scored > 0 ? `, ${(counts.busyMs / counts.scored).toFixed(3)} ms a row` : ''),
  ];
  if (agreement) {
    const { value, lower, upper } = agreement;
    lines.push(`agrees with what was served: ${percent(value)} (${percent(lower)} .. ${percent(upper)})`);
  }
  return `${lines.join('\n')}\n`;
}

const renderShadows = (runs: readonly ShadowRun[]): string =>
  runs.length === 0
    ? 'No candidate was ever in shadow.\n'
    : renderTable(
        ['id', 'model', 'version', 'state', 'scored', 'dropped', 'agreement'].map((title) => ({ title })),
        runs.map(({ id, request, state, counts, agreement }) => [
          id,
          request.model,
          request.version,
          state,
          String(counts.scored),
          String(counts.dropped),
          agreement ? percent(agreement.value) : '',
        ]),
      );

export function addShadowCommand(program: Command, io: Io): void {
  const shadow = program
    .command('shadow')
    .description('candidates that answer live predictions beside production, seen by nobody');
  const print = (options: ClientOptions, run: ShadowRun): void =>
    io.out(options.json ? `${JSON.stringify(run)}\n` : renderShadow(run));

  const start = shadow
    .command('start')
    .description('let a registered version answer a share of the live predictions')
    .requiredOption('--model <model>', 'name of the model')
    .requiredOption('--version <version>', 'the candidate')
    .option('--share <share>', 'of the predictions, above 0 and up to 1', '1')
    .option('--agreement <share>', 'guard rail: least share with the class that was served')
    .option('--failure-rate <share>', 'guard rail: largest share of rows that it cannot score')
    .option('--latency-ms <ms>', 'guard rail: time a row that a twentieth of the batches may exceed');
  addClientOptions(start, io).action(async (options: StartOptions) => {
    const request: ShadowRequest = {
      model: options.model,
      version: options.version,
      share: numberOf('--share', options.share),
      guardRails: {
        agreement: numberOf('--agreement', options.agreement),
        failureRate: numberOf('--failure-rate', options.failureRate),
        latencyMs: numberOf('--latency-ms', options.latencyMs),
      },
    };
    print(options, await clientOf(options, io).send<ShadowRun>('POST', '/v1/shadows', request));
  });

  const status = shadow
    .command('status')
    .description('one shadow, or all of them; exit code 3 for one that stopped itself or failed')
    .argument('[id]', 'of the shadow');
  addClientOptions(status, io).action(async (id: string | undefined, options: ClientOptions) => {
    const client = clientOf(options, io);
    if (id === undefined) {
      const { shadows } = await client.get<{ shadows: ShadowRun[] }>('/v1/shadows');
      io.out(options.json ? `${JSON.stringify(shadows)}\n` : renderShadows(shadows));
      return;
    }
    const run = await client.get<ShadowRun>(`/v1/shadows/${encodeURIComponent(id)}`);
    print(options, run);
    if (run.state === 'tripped' || run.state === 'failed') throw new ExitWith(EXIT.found);
  });

  const stop = shadow
    .command('stop')
    .description('stop a shadow; what it answered stays')
    .argument('<id>', 'of the shadow');
  addClientOptions(stop, io).action(async (id: string, options: ClientOptions) => {
    const path = `/v1/shadows/${encodeURIComponent(id)}`;
    print(options, await clientOf(options, io).send<ShadowRun>('DELETE', path));
  });
}
