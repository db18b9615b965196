import type { Command } from 'commander';
import type { Field, FrameJson, Query } from '../../contract';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import { formatValue } from '../formatValue';
import type { Io } from '../io';
import { parseFilter } from '../parseRepair';
import { parseMoment } from '../parseMoment';
import { renderTable } from '../renderTable';

interface QueryOptions extends ClientOptions {
  model?: string;
  from: string;
  to: string;
  shape: Query['shape'];
  version?: string;
  baseline?: string;
  feature?: string[];
  groupBy?: string[];
  filter?: string[];
  param?: string[];
  window?: string;
  asOf?: string;
  exact?: boolean;
}

const gather = (value: string, before: string[] = []): string[] => [...before, value];

const parameters = (given: string[] = []): Query['params'] =>
  Object.fromEntries(
    given.map((text) => {
      const [name = '', value = ''] = text.split(/=(.*)/s);
      return [name, value !== '' && Number.isFinite(Number(value)) ? Number(value) : value];
    }),
  );

/** A frame as lines of text: a column for each field, named by its labels where it has some. */
export function renderFrame({ schema, data }: FrameJson): string {
  const title = ({ name, labels }: Pick<Field, 'name' | 'labels'>) => {
    const told = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
    return told.length > 0 ? told.join(' ') : name;
  };
  const columns = schema.fields.map((field) => ({
    title: title(field),
    align: field.type === 'number' ? ('right' as const) : ('left' as const),
  }));
  const count = data.values[0]?.length ?? 0;
  const rows = Array.from({ length: count }, (_, row) =>
    schema.fields.map((field, column) => {
      const value = data.values[column]?.[row] ?? null;
      if (field.type === 'time' && typeof value === 'number') return new Date(value).toISOString();
      return formatValue(value, field.config?.unit);
    }),
  );
  const notices = (schema.meta.notices ?? []).map((notice) => `${notice.severity}: ${notice.text}\n`);
  return renderTable(columns, rows) + notices.join('');
}

export function addQueryCommand(program: Command, io: Io): void {
  const command = program
    .command('query <measure>')
    .description('ask for a measure, for example: query drift.psi --model employment --from now-24h')
    .option('--model <model>', 'required by every measure but those of the collector itself')
    .option('--from <time>', 'RFC 3339, or relative: now-24h', 'now-24h')
    .option('--to <time>', 'RFC 3339, or relative: now', 'now')
    .option('--shape <shape>', 'table, snapshot, series or distribution', 'table')
    .option('--version <version>', 'only predictions of this version')
    .option(
      '--baseline <name>',
      'compare with the baseline of this version, with `previous` or with `sameHours(4)` (weeks)',
    )
    .option('--feature <name>', 'only this feature (repeat for more)', gather)
    .option(
      '--group-by <dimension>',
      'version, environment, deployment or a segment (repeat for more)',
      gather,
    )
    .option('--filter <filter>', 'client=mobile or client!=web,mobile (repeat for more)', gather)
    .option('--param <name=value>', 'a parameter of the measure (repeat for more)', gather)
    .option('--window <duration>', 'step of a series: 5m, 1h, 1d')
    .option('--as-of <time>', 'labels that arrived later are not seen; `final` for every label')
    .option('--exact', 'compute from rows what would be told within a bound');
  addClientOptions(command, io).action(async (measure: string, options: QueryOptions) => {
    const query: Query = {
      measure,
      model: options.model,
      version: options.version,
      baseline: options.baseline,
      features: options.feature,
      groupBy: options.groupBy,
      filters: options.filter?.map(parseFilter),
      window: options.window,
      asOf: options.asOf,
      exact: options.exact,
      shape: options.shape,
      params: options.param ? parameters(options.param) : undefined,
    };
    const range = { from: parseMoment(options.from, io.now()), to: parseMoment(options.to, io.now()) };
    const frame = await clientOf(options, io).send<FrameJson>('POST', '/v1/query', { query, range });
    io.out(options.json ? `${JSON.stringify(frame)}\n` : renderFrame(frame));
  });
}
