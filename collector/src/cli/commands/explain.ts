import type { Command } from 'commander';
import type { ExplainedRow, Explanation, ExplanationRequest } from '../../contract';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import { EXIT, ExitWith } from '../exitCodes';
import type { Io } from '../io';
import { parseMoment } from '../parseMoment';
import { parseFilter } from '../parseRepair';
import { renderTable } from '../renderTable';

interface ExplainOptions extends ClientOptions {
  model: string;
  version?: string;
  from: string;
  to: string;
  id?: string[];
  rows?: string;
  filter?: string[];
  baseline?: string;
  background?: string;
  permutations?: string;
  seed?: string;
}

const gather = (value: string, before: string[] = []): string[] => [...before, value];

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new ExitWith(EXIT.usage, `--${option} ${text} is no whole number.`);
}

/** What moved the score of one prediction, feature by feature. */
function renderRow({ id, ts, servedBy, base, score, method, features }: ExplainedRow): string {
  const hasLogged = features.some(({ logged }) => logged !== null);
  const isSampled = method === 'sampled';
  const columns = [
    { title: 'feature' },
    { title: 'value' },
    { title: 'attribution', align: 'right' as const },
    ...(isSampled ? [{ title: '± error', align: 'right' as const }] : []),
    ...(hasLogged ? [{ title: 'logged', align: 'right' as const }] : []),
  ];
  const rows = features.map(({ feature, value, attribution, standardError, logged }) => [
    feature,
    value === null ? '(missing)' : String(value),
    attribution.toFixed(4),
    ...(isSampled ? [standardError.toFixed(4)] : []),
    ...(hasLogged ? [logged === null ? '' : logged.toFixed(4)] : []),
  ]);
  return (
    `${id} at ${new Date(ts).toISOString()}, served by ${servedBy}: score ${score.toFixed(4)}, ` +
    `${base.toFixed(4)} on average (${method})\n${renderTable(columns, rows)}`
  );
}

export function addExplainCommand(program: Command, io: Io): void {
  const command = program
    .command('explain')
    .description('what moved the scores of predictions: Shapley values of their features')
    .requiredOption('--model <model>', 'name of the model')
    .option('--version <version>', 'whose scores are explained; the production version unless given')
    .option('--from <time>', 'RFC 3339, or relative: now-24h', 'now-24h')
    .option('--to <time>', 'RFC 3339, or relative: now', 'now')
    .option('--id <id>', 'only this prediction (repeat for more)', gather)
    .option('--rows <number>', 'else so many, drawn by chance (10)')
    .option('--filter <filter>', 'client=mobile or client!=web,mobile (repeat for more)', gather)
    .option('--baseline <version>', 'whose baseline stands for features that are not known')
    .option('--background <rows>', 'rows of the baseline that are taken (20)')
    .option('--permutations <number>', 'orders of the features that are tried beyond 14 features (200)')
    .option('--seed <number>', 'the same one draws the same');
  addClientOptions(command, io).action(async (options: ExplainOptions) => {
    const background = {
      ...(options.baseline !== undefined && { baseline: options.baseline }),
      ...(options.background !== undefined && { rows: wholeNumber('background', options.background) }),
    };
    const request: ExplanationRequest = {
      model: options.model,
      version: options.version,
      from: new Date(parseMoment(options.from, io.now())).toISOString(),
      to: new Date(parseMoment(options.to, io.now())).toISOString(),
      ids: options.id,
      rows: wholeNumber('rows', options.rows),
      filters: options.filter?.map(parseFilter),
      background: Object.keys(background).length > 0 ? background : undefined,
      permutations: wholeNumber('permutations', options.permutations),
      seed: wholeNumber('seed', options.seed),
    };
    const explained = await clientOf(options, io).send<Explanation>('POST', '/v1/explanations', request);
    io.out(options.json ? `${JSON.stringify(explained)}\n` : explained.rows.map(renderRow).join('\n'));
  });
}
