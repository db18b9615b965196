import type { Selection } from '../requests';
import { dimensionColumn, dictionaryOfDimension, filterCondition, MISSING } from './filters';
import type { Cell } from './database';
import type { Engine } from './engine';
import type { Layout } from './layouts';
import { time } from './quote';

export const ANSWERED = 'status < 400';

/** A column of a source: its name there and its SQL in each table. */
export interface SourceColumn {
  name: string;
  of: (layout: Layout) => string;
}

export const plain = (column: string, name = column): SourceColumn => ({ name, of: () => column });

/**
 * The predictions of a selection as a subquery, over all tables of the model that the window may span.
 * @throws ModelWatchError `unknown-model`, `unknown-dimension`
 */
export function sourceOf(
  engine: Engine,
  selection: Selection,
  columns: readonly SourceColumn[],
  condition = 'true',
): string {
  const layouts = engine.layouts.require(selection.model);
  return `(${layouts
    .map((layout) => {
      const select = columns.map(({ name, of }) => `${of(layout)} AS ${name}`);
      // A pure count asks for no column at all, which SQL has no empty list for.
      return `SELECT ${select.join(', ') || '1'} FROM ${layout.table} WHERE ${conditionOf(engine, selection, layout)} AND ${condition}`;
    })
    .join(' UNION ALL ')})`;
}

/** Time range and filters of a selection as a condition on one table. */
export function conditionOf({ layouts, dictionaries }: Engine, selection: Selection, layout: Layout): string {
  for (const { key } of selection.filters) {
    if (key !== 'entity') layouts.requireDimension(selection.model, key);
  }
  return [
    `ts >= ${time(selection.from)}`,
    `ts < ${time(selection.to)}`,
    ...selection.filters.map((filter) => filterCondition(dictionaries, layout, filter)),
  ].join(' AND ');
}

/** Bucket and dimensions that an aggregate is grouped by: as columns of the source, and read back from its rows. */
export interface Keys {
  columns: SourceColumn[];
  /** Their names, in the order in which `read` expects them at the start of a row. */
  names: string[];
  read: (row: readonly Cell[]) => { bucket: number | null; labels: Record<string, string> };
}

export function keysOf(
  engine: Engine,
  { selection, groupBy, bucketMs }: { selection: Selection; groupBy: string[]; bucketMs: number | null },
): Keys {
  for (const dimension of groupBy) engine.layouts.requireDimension(selection.model, dimension);
  const columns: SourceColumn[] = [
    ...(bucketMs === null ? [] : [plain(bucketStart(bucketMs), 'bucket')]),
    ...groupBy.map((dimension, index) => ({
      name: `g${index}`,
      of: (layout: Layout) => dimensionColumn(layout, dimension),
    })),
  ];
  const dictionaries = groupBy.map((dimension) =>
    engine.dictionaries.of(selection.model, dictionaryOfDimension(dimension)),
  );
  const offset = bucketMs === null ? 0 : 1;
  return {
    columns,
    names: columns.map(({ name }) => name),
    read: (row) => ({
      bucket: bucketMs === null ? null : Number(row[0]),
      labels: Object.fromEntries(
        groupBy.map((dimension, index) => {
          const code = row[index + offset];
          return [dimension, code === null ? MISSING : dictionaries[index]!.texts[Number(code)]!];
        }),
      ),
    }),
  };
}

/** Floor to a multiple, also before 1970, where the remainder is negative. */
function bucketStart(bucketMs: number): string {
  const length = `${Math.max(1, Math.round(bucketMs))}::BIGINT`;
  return `ts - ((ts % ${length}) + ${length}) % ${length}`;
}

/** `GROUP BY` of the keys and what else is given; empty for one group over everything. */
export const groupBy = (names: readonly string[]): string =>
  names.length === 0 ? '' : `GROUP BY ${names.join(', ')}`;

/** Names as a list that other columns follow. */
export const prefix = (names: readonly string[]): string => names.map((name) => `${name}, `).join('');
