import { type ColumnProfile, type FeatureSpec, SCORE_COLUMN } from '../../../contract';
import type { BaselineTable } from '../baselines';
import { type Cell, type Database } from '../database';
import type { Engine } from '../engine';
import { boundsOf } from '../numericBounds';
import { profileCategories, profileNumbers } from '../profile';
import { text } from '../quote';

/** What is counted of a model in every hour. Numbers are never given out twice. */
export interface Blueprint {
  /** Number of the model in the tables. */
  model: number;
  /** Raised at each change; an hour says by which edition it was counted. */
  edition: number;
  nextNumber: number;
  /** Baselines whose bins are counted. */
  baselines: number[];
  segments: { number: number; name: string; since: number }[];
  columns: CountedColumn[];
  /** Edition from which on latencies are counted; an older blueprint has none. */
  latenciesSince?: number;
}

export interface CountedColumn {
  /** From `FIRST_COLUMN`; below it are `SERVING` and `CLASSES`. */
  number: number;
  /** Name of a feature, or `@score`. */
  name: string;
  profile: Bins;
  /** Edition from which on it is counted. */
  since: number;
}

/** The part of a profile that decides what is counted. */
export type Bins =
  | { type: 'number'; edges: number[]; min: number | null; max: number | null }
  | { type: 'category' | 'boolean'; levels: string[] };

export const SERVING = 0;
export const CLASSES = 1;
/** Behind all numbers that are given out. */
export const LATENCIES = 65_535;
const FIRST_COLUMN = 2;

/** Baselines of a model that are kept counted, the newest: each of them adds its columns to the work. */
const BASELINE_LIMIT = 4;
const SEGMENT_LIMIT = 20;
/** Counts of one cell; columns beyond are read from rows. */
const SLOT_LIMIT = 8192;

/** Whether two profiles count into the same bins. */
export const keyOf = (name: string, bins: ColumnProfile | Bins): string =>
  JSON.stringify(
    bins.type === 'number'
      ? [name, bins.type, bins.edges, bins.min, bins.max]
      : [name, bins.type, bins.levels],
  );

/** Counts that a column takes: its bins (and values unseen in the baseline), and at the end the invalid ones. */
export const slotsOf = (bins: Bins): number =>
  bins.type === 'number' ? boundsOf(bins).length + 2 : bins.levels.length + 2;

export function readBlueprint([model, edition, definition]: Cell[]): Blueprint {
  const parsed = JSON.parse(String(definition)) as Omit<Blueprint, 'model' | 'edition'>;
  return { ...parsed, model: Number(model), edition: Number(edition) };
}

export async function findBlueprint(database: Database, model: string): Promise<Blueprint | null> {
  const [row] = await database.rows(selectBlueprint(model));
  return row ? readBlueprint(row) : null;
}

export const selectBlueprint = (model: string): string =>
  `SELECT number, edition, definition FROM aggregate_models WHERE name = ${text(model)}`;

/** The blueprint as it should be now: null when the one there is is right. */
export async function drawBlueprint(
  engine: Engine,
  model: string,
  former: Blueprint | null,
): Promise<Omit<Blueprint, 'model'> | null> {
  const segments = [...new Set(engine.layouts.of(model).flatMap(({ schema }) => schema.segments))];
  const counted = segments.slice(0, SEGMENT_LIMIT);
  const found = await engine.database.rows(
    `SELECT number, definition FROM baselines WHERE model = ${text(model)}
      ORDER BY number DESC LIMIT ${BASELINE_LIMIT}`,
  );
  const baselines = found.map(([number]) => Number(number));
  const isRight =
    former?.latenciesSince !== undefined &&
    JSON.stringify(former.baselines) === JSON.stringify(baselines) &&
    counted.every((name) => former.segments.some((one) => one.name === name));
  if (isRight) return null;

  const edition = (former?.edition ?? 0) + 1;
  let nextNumber = former?.nextNumber ?? FIRST_COLUMN;
  const columns = new Map<string, CountedColumn>();
  let slots = 0;
  for (const [number, definition] of found) {
    const table = { table: `baseline_${Number(number)}`, ...(JSON.parse(String(definition)) as object) };
    for (const { name, bins } of await binsOf(engine.database, table as BaselineTable)) {
      const key = keyOf(name, bins);
      if (columns.has(key) || slots + slotsOf(bins) > SLOT_LIMIT) continue;
      slots += slotsOf(bins);
      const same = former?.columns.find((one) => keyOf(one.name, one.profile) === key);
      columns.set(key, same ?? { number: nextNumber++, name, profile: bins, since: edition });
    }
  }
  return {
    edition,
    baselines,
    segments: counted.map(
      (name) =>
        former?.segments.find((one) => one.name === name) ?? { number: nextNumber++, name, since: edition },
    ),
    columns: [...columns.values()],
    latenciesSince: former?.latenciesSince ?? edition,
    nextNumber,
  };
}

/** Bins of a baseline, from its rows: the same that its import answered with. */
async function binsOf(
  database: Database,
  { table, features, hasScores }: BaselineTable,
): Promise<{ name: string; bins: Bins }[]> {
  const columns: { name: string; type: FeatureSpec['type']; column: string }[] = features.map(
    ({ name, type }, index) => ({ name, type, column: `f${index}` }),
  );
  if (hasScores) columns.push({ name: SCORE_COLUMN, type: 'number', column: 'score' });
  return database.read(async (connection) => {
    const found: { name: string; bins: Bins }[] = [];
    for (const { name, type, column } of columns) {
      if (type === 'number') {
        const { edges, min, max } = await profileNumbers(connection, table, column);
        found.push({ name, bins: { type, edges, min, max } });
      } else {
        const { levels } = await profileCategories(connection, table, column, type);
        found.push({ name, bins: { type, levels } });
      }
    }
    return found;
  });
}
