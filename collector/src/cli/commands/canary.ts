import type { Command } from 'commander';
import type { CanaryComparison, CanaryRequest, CanaryWatch } from '../../contract';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import { EXIT, ExitWith } from '../exitCodes';
import { formatSeconds } from '../formatValue';
import type { Io } from '../io';
import { parseMoment } from '../parseMoment';
import { renderTable } from '../renderTable';

interface CanaryOptions extends ClientOptions {
  model: string;
  from: string;
  to?: string;
  deployment?: string;
  against?: string;
  quantile?: number[];
  outcome?: string;
  errorRate?: number;
  latency?: number;
  outcomeLoss?: number;
  agreement?: number;
}

function numberOf(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new ExitWith(EXIT.usage, `${text} is no number.`);
}

const shown = (value: number | null, unit: 'percentunit' | 'ms', isRatio: boolean): string => {
  if (value === null) return '';
  if (unit === 'percentunit') return `${(value * 100).toFixed(2)} %`;
  return isRatio ? `x ${value.toPrecision(3)}` : `${value.toFixed(1)} ms`;
};

/** A comparison for people. */
export function renderCanary(comparison: CanaryComparison): string {
  const { model, deployment, against, predictions, checks, verdict, reason, morePredictions, moreSeconds } =
    comparison;
  const more =
    verdict === 'wait' && morePredictions !== null
      ? `About ${morePredictions.toLocaleString('en')} more predictions of it` +
        (moreSeconds === null ? '.\n' : `, which take ${formatSeconds(moreSeconds)} at this traffic.\n`)
      : '';
  const columns = ['check', deployment, against, 'difference', 'interval', 'bound', 'state'];
  const table = renderTable(
    columns.map((title, index) => ({ title, align: index === 0 || index === 6 ? 'left' : 'right' })),
    checks.map(({ title, unit, canary, stable, value, interval, bound, state }) => [
      title,
      shown(canary, unit, false),
      shown(stable, unit, false),
      shown(value, unit, true),
      interval ? `${shown(interval.lower, unit, true)} .. ${shown(interval.upper, unit, true)}` : '',
      shown(bound, unit, true),
      state,
    ]),
  );
  const counted =
    `${model}: ${predictions.canary.toLocaleString('en')} predictions of ${deployment} ` +
    `beside ${predictions.stable.toLocaleString('en')} of ${against}\n`;
  return `${verdict}\n${reason}\n${more}${counted}${checks.length > 0 ? table : ''}`;
}

function renderWatch({ id, request, state, comparison, error }: CanaryWatch): string {
  const last = comparison ? renderCanary(comparison) : `${request.model}: not looked at yet\n`;
  return `${id}: ${state}\n${error === null ? '' : `The last look failed: ${error}\n`}${last}`;
}

function requestOf(options: CanaryOptions, io: Io): CanaryRequest {
  const timeOf = (text: string): string => new Date(parseMoment(text, io.now())).toISOString();
  return {
    model: options.model,
    from: timeOf(options.from),
    to: options.to === undefined ? undefined : timeOf(options.to),
    deployment: options.deployment,
    against: options.against,
    quantiles: options.quantile,
    outcome: options.outcome,
    bounds: {
      errorRate: options.errorRate,
      latency: options.latency,
      outcome: options.outcomeLoss,
      agreement: options.agreement,
    },
  };
}

const gather = (text: string, before: number[] = []): number[] => [...before, numberOf(text)];

function addRequestOptions(command: Command): Command {
  return command
    .requiredOption('--model <model>', 'name of the model')
    .requiredOption('--from <time>', 'when the canary began: RFC 3339, or relative: now-24h')
    .option('--deployment <name>', 'what is compared (canary)')
    .option('--against <name>', 'with what (stable)')
    .option('--quantile <share>', 'of the latency (0.5 and 0.95; repeat for more)', gather)
    .option('--outcome <name>', 'the first that the model file declares unless given')
    .option('--error-rate <share>', 'bound: more server errors', numberOf)
    .option('--latency <times>', 'bound: times the latency', numberOf)
    .option('--outcome-loss <share>', 'bound: fewer outcomes', numberOf)
    .option('--agreement <share>', 'bound: least share that production would have answered alike', numberOf);
}

export function addCanaryCommand(program: Command, io: Io): void {
  const canary = program
    .command('canary')
    .description('compare a canary with what serves beside it: promote, wait or roll back');

  const compare = canary
    .command('compare')
    .description('compare once; exit code 0 to promote, 3 to roll back, 5 to wait');
  addRequestOptions(compare).option('--to <time>', 'RFC 3339, or relative; now unless given');
  addClientOptions(compare, io).action(async (options: CanaryOptions) => {
    const request = requestOf(options, io);
    const comparison = await clientOf(options, io).send<CanaryComparison>(
      'POST',
      '/v1/canary-comparisons',
      request,
    );
    io.out(options.json ? `${JSON.stringify(comparison)}\n` : renderCanary(comparison));
    if (comparison.verdict === 'roll back') throw new ExitWith(EXIT.found);
    if (comparison.verdict === 'wait') throw new ExitWith(EXIT.undecided);
  });

  const watch = canary
    .command('watch')
    .description('have the collector compare every minute until there is a verdict, and tell the webhook');
  addClientOptions(addRequestOptions(watch), io).action(async (options: CanaryOptions) => {
    const one = await clientOf(options, io).send<CanaryWatch>('POST', '/v1/canaries', requestOf(options, io));
    io.out(options.json ? `${JSON.stringify(one)}\n` : `${one.id}: ${one.state}\n`);
  });

  const status = canary
    .command('status')
    .description('a watched canary, or all of them')
    .argument('[id]', 'of the watch');
  addClientOptions(status, io).action(async (id: string | undefined, options: ClientOptions) => {
    const client = clientOf(options, io);
    const watches =
      id === undefined
        ? (await client.get<{ canaries: CanaryWatch[] }>('/v1/canaries')).canaries
        : [await client.get<CanaryWatch>(`/v1/canaries/${encodeURIComponent(id)}`)];
    io.out(options.json ? `${JSON.stringify(watches)}\n` : watches.map(renderWatch).join('\n'));
  });

  const stop = canary
    .command('stop')
    .description('watch a canary no longer')
    .argument('<id>', 'of the watch');
  addClientOptions(stop, io).action(async (id: string, options: ClientOptions) => {
    const path = `/v1/canaries/${encodeURIComponent(id)}`;
    const one = await clientOf(options, io).send<CanaryWatch>('DELETE', path);
    io.out(options.json ? `${JSON.stringify(one)}\n` : renderWatch(one));
  });
}
