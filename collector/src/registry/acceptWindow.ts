import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  badRequest,
  type BaselineEntry,
  type BaselineWindow,
  type ChangeEvent,
  type Filter,
  parseTime,
} from '../contract';
import type { Store } from '../store';
import type { Registry } from './registry';

/** Rows that a baseline is made of at most; where there are more, so many are chosen by chance. */
const MOST_ROWS = 500_000;
/** Rows below which shares of ten bins would be noise, unless the model names another minimum. */
const LEAST_ROWS = 200;

export interface BaselineKeeper {
  /**
   * Makes logged rows the baseline of a version, in the place of the one before, and registers the change: drift is
   * measured from the new normal on, and whoever reads an older chart sees why it ended.
   *
   * @throws ModelWatchError `baseline-too-small`, `unknown-model`, `unknown-dimension`, ...
   */
  accept(model: string, version: string, window: BaselineWindow): Promise<BaselineEntry>;
}

export function createBaselineKeeper({
  store,
  registry,
  register,
  folder,
  clock,
}: {
  store: Pick<Store, 'exportBaseline'>;
  registry: Pick<Registry, 'requireModel' | 'putBaseline'>;
  /** Resolves when the change is durable. */
  register: (change: ChangeEvent) => Promise<unknown>;
  /** Where the file lies while it is read. */
  folder: string;
  /** Milliseconds since 1970. */
  clock: () => number;
}): BaselineKeeper {
  return {
    async accept(model, version, window) {
      const { schema, spec } = registry.requireModel(model);
      const range = { from: timeOf(window.from, '$.from'), to: timeOf(window.to, '$.to') };
      const filters = filtersOf(version, window.filters);
      await mkdir(folder, { recursive: true });
      const file = join(folder, `window-${randomUUID()}.parquet`);
      try {
        const { rows } = await store.exportBaseline(
          {
            schema,
            selection: { model, ...range, filters },
            asOf: clock(),
            classes: spec.task === 'multiclass' ? (spec.classes ?? []) : [],
            limit: MOST_ROWS,
          },
          file,
        );
        requireEnough(rows, spec.minimumSample ?? LEAST_ROWS, version);
        const kind = `logged ${new Date(range.from).toISOString()} to ${new Date(range.to).toISOString()}`;
        const baseline = await registry.putBaseline(model, version, { kind }, await readFile(file));
        await register({
          ts: new Date(clock()).toISOString(),
          kind: 'baseline',
          model,
          version,
          text: `The baseline of ${version} is now ${rows} rows ${kind}.${window.text ? ` ${window.text}` : ''}`,
          id: `baseline-${model}-${version}-${baseline.digest}`,
        });
        return baseline;
      } finally {
        await rm(file, { force: true });
      }
    },
  };
}

const filtersOf = (version: string, given: Filter[] = []): Filter[] =>
  given.some(({ key }) => key === 'version')
    ? given
    : [...given, { key: 'version', operator: '=', values: [version] }];

function timeOf(text: string, path: string): number {
  const ms = parseTime(text);
  if (!Number.isNaN(ms)) return ms;
  throw badRequest('time-invalid', `${path} must be an RFC 3339 time with an offset; it is ${text}.`, path);
}

function requireEnough(rows: number, least: number, version: string): void {
  if (rows >= least) return;
  throw badRequest(
    'baseline-too-small',
    `The window has ${rows} rows of the newest schema that ${version} answered and the filters let through, and a ` +
      `baseline needs ${least}: take a longer window, or filter by the versions whose rows it shall be of.`,
  );
}
