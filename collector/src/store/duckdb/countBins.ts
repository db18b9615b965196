import {
  type BinCounts,
  type CategoryProfile,
  type ColumnProfile,
  type FeatureSpec,
  type Grouped,
  type NumericProfile,
  SCORE_COLUMN,
} from '../../contract';
import type { BinRequest, Selection } from '../requests';
import { readStored, SERVING, type StoredCounts } from './aggregates';
import { type Cell, readCells } from './database';
import type { Engine } from './engine';
import { featureExpression, RequestTexts } from './featureExpression';
import { Groups } from './groups';
import { addToBins, boundsOf } from './numericBounds';
import { doubles, text } from './quote';
import { ANSWERED, groupBy, type Keys, keysOf, plain, prefix, type SourceColumn, sourceOf } from './source';
import { type Weighting, weightingOf } from './weights';

/** A column of the request with its place in the statements. */
interface Asked {
  name: string;
  profile: ColumnProfile;
  index: number;
  texts: RequestTexts | null;
}

/** Code of a category column's row whose value cannot be read as the type asked for. */
const MISFIT = -1;

/**
 * Counts by the bins of a baseline. Three statements, whatever the number of columns: all numbers in one pass
 * (`histogram` with given bounds: a third of the time of counting each bin), all categories as a union of small
 * GROUP BYs over codes (which the engine does with an array), and the rows with invalid values, which are few.
 */
export async function countBins(
  engine: Engine,
  request: BinRequest,
  signal?: AbortSignal,
): Promise<Grouped<Record<string, BinCounts>>[]> {
  const { model } = request.selection;
  const asked = Object.entries(request.columns).map(([name, profile], index): Asked => {
    if (name !== SCORE_COLUMN) engine.layouts.featureType(model, name);
    const dictionary = engine.dictionaries.of(model, `feature:${name}`);
    const texts = profile.type === 'number' ? null : new RequestTexts(dictionary, profile.levels);
    return { name, profile, index, texts };
  });
  const keys = keysOf(engine, request);
  const groups = new Groups(keys, () => asked.map(({ profile }) => emptyCounts(profile)));
  const wanted = { columns: request.columns, builtIn: [SERVING] as const };
  const { stored, raw } = await readStored(engine, request, wanted, signal);
  for (const counted of stored) addStored(groups.at(counted.keys), counted, asked);
  const run = (statement: Statement): Promise<void> =>
    engine.database.read(async (connection) => {
      for (const row of await readCells(connection, statement.sql)) statement.take(row, groups.at(row));
    }, signal);
  const statementsOf = async (selection: Selection): Promise<Statement[]> => {
    const part = { ...request, selection };
    const weighting = await weightingOf(engine, selection);
    return [
      numberStatement(engine, part, asked, keys, weighting),
      categoryStatement(engine, part, asked, keys, weighting),
      invalidStatement(engine, part, asked, keys, weighting),
    ].filter((statement) => statement !== null);
  };
  const statements = (await Promise.all(raw.map(statementsOf))).flat();
  await Promise.all(statements.map(run));
  return groups.list().map(({ value, ...group }) => ({
    ...group,
    value: Object.fromEntries(
      asked.map(({ name, index }) => [name, withMissing(value[index]!, name === SCORE_COLUMN)]),
    ),
  }));
}

interface Statement {
  sql: string;
  take: (row: Cell[], counts: Tally[]) => void;
}

/** Counts on the way: what is missing is what remains at the end. */
type Tally = BinCounts & { weight: number; present: number };

function emptyCounts(profile: ColumnProfile): Tally {
  const bins = profile.type === 'number' ? profile.edges.length + 1 : profile.levels.length;
  return {
    type: profile.type,
    counts: new Array<number>(bins).fill(0),
    unseen: 0,
    missing: 0,
    invalid: 0,
    belowRange: 0,
    aboveRange: 0,
    rows: 0,
    weight: 0,
    present: 0,
  };
}

/** Adds what the cells have counted: see `slotsOf` for the order of the counts. */
function addStored(tallies: Tally[], stored: StoredCounts, asked: readonly Asked[]): void {
  const { column, counts, weight } = stored;
  if (column === SERVING) {
    for (const { name, index } of asked) {
      if (name === SCORE_COLUMN) continue;
      tallies[index]!.rows += counts[0]!;
      tallies[index]!.weight += counts[0]! * weight;
    }
    return;
  }
  const { name, index, profile } = asked.find((one) => one.name === column)!;
  const tally = tallies[index]!;
  const bins = profile.type === 'number' ? boundsOf(profile).length + 1 : profile.levels.length;
  const binned = Array.from(counts.subarray(0, bins));
  let present = binned.reduce((sum, count) => sum + count, 0);
  let invalid: number;
  if (profile.type === 'number') {
    addToBins(tally, profile, boundsOf(profile), binned, weight);
    invalid = counts[bins] ?? 0;
  } else {
    binned.forEach((count, level) => (tally.counts[level]! += count * weight));
    const unseen = counts[bins] ?? 0;
    tally.unseen += unseen * weight;
    present += unseen;
    invalid = counts[bins + 1] ?? 0;
  }
  tally.present += present * weight;
  tally.invalid += invalid * weight;
  if (name === SCORE_COLUMN) tally.rows += present;
}

function withMissing({ weight, present, ...counts }: Tally, isScore: boolean): BinCounts {
  return { ...counts, missing: isScore ? 0 : Math.max(0, weight - present - counts.invalid) };
}

function numberStatement(
  engine: Engine,
  { selection }: BinRequest,
  asked: readonly Asked[],
  keys: Keys,
  { columns: rateColumns, names: rateNames, weightOf }: Weighting,
): Statement {
  const numbers = asked.filter(({ profile }) => profile.type === 'number');
  const bounds = new Map(numbers.map((one) => [one, boundsOf(one.profile as NumericProfile)]));
  const from = sourceOf(engine, selection, [
    ...keys.columns,
    ...rateColumns,
    ...numbers.flatMap((one) => valueColumns(engine, one, 'number')),
  ]);
  const aggregates = numbers.map((one) => {
    const list = doubles(bounds.get(one)!);
    return `map_values(histogram(v${one.index}, ${list}))::DOUBLE[], count(v${one.index})::DOUBLE, count_if(m${one.index})::DOUBLE`;
  });
  const names = [...keys.names, ...rateNames];
  const first = names.length;
  return {
    sql: `SELECT ${[...names, 'count(*)::DOUBLE', ...aggregates].join(', ')} FROM ${from} ${groupBy(names)}`,
    take: (row, counts) => {
      const weight = weightOf(row[keys.names.length]);
      const rows = Number(row[first]);
      for (const one of asked) {
        if (one.name === SCORE_COLUMN) continue;
        counts[one.index]!.rows += rows;
        counts[one.index]!.weight += rows * weight;
      }
      numbers.forEach((one, position) => {
        const [histogram, present, misfits] = row.slice(first + 1 + position * 3);
        const tally = counts[one.index]!;
        addToBins(
          tally,
          one.profile as NumericProfile,
          bounds.get(one)!,
          (histogram ?? []) as number[],
          weight,
        );
        tally.present += Number(present) * weight;
        tally.invalid += Number(misfits) * weight;
        if (one.name === SCORE_COLUMN) tally.rows += Number(present);
      });
    },
  };
}

function categoryStatement(
  engine: Engine,
  { selection }: BinRequest,
  asked: readonly Asked[],
  keys: Keys,
  { columns: rateColumns, names: rateNames, weightOf }: Weighting,
): Statement | null {
  const categories = asked.filter(({ profile }) => profile.type !== 'number');
  if (categories.length === 0) return null;
  const names = [...keys.names, ...rateNames];
  const first = names.length;
  const levels = categories.map(({ profile }) => {
    const { levels } = profile as CategoryProfile;
    return new Map(levels.map((level, index) => [level, index]));
  });
  const branches = categories.map((one, position) => {
    const from = sourceOf(engine, selection, [
      ...keys.columns,
      ...rateColumns,
      ...valueColumns(engine, one, one.profile.type),
    ]);
    const code = `CASE WHEN m${one.index} THEN ${MISFIT} ELSE v${one.index} END`;
    return `SELECT ${prefix(names)} ${position} AS position, ${code} AS code, count(*)::DOUBLE
      FROM ${from} GROUP BY ${prefix(names)} code`;
  });
  return {
    sql: branches.join(' UNION ALL '),
    take: (row, counts) => {
      const [position, code, rows] = row.slice(first);
      const { index, texts, profile } = categories[Number(position)]!;
      const tally = counts[index]!;
      const weight = weightOf(row[keys.names.length]) * Number(rows);
      if (code === null) return;
      if (code === MISFIT) {
        tally.invalid += weight;
        return;
      }
      tally.present += weight;
      const value = profile.type === 'boolean' ? String(code === 1) : texts!.textOf(Number(code));
      const level = value === undefined ? undefined : levels[Number(position)]!.get(value);
      if (level === undefined) tally.unseen += weight;
      else tally.counts[level]! += weight;
    },
  };
}

/** Values of the wrong type lie as JSON in few rows: only those are parsed. */
function invalidStatement(
  engine: Engine,
  { selection }: BinRequest,
  asked: readonly Asked[],
  keys: Keys,
  { columns: rateColumns, names: rateNames, weightOf }: Weighting,
): Statement | null {
  const byPath = new Map(asked.map((one) => [`features.${one.name}`, one]));
  const names = [...keys.names, ...rateNames];
  const columns = [...keys.columns, ...rateColumns, plain('invalid')];
  const from = sourceOf(engine, selection, columns, 'invalid IS NOT NULL');
  const paths = [...byPath.keys()].map(text).join(', ');
  if (paths === '') return null;
  return {
    sql: `SELECT ${prefix(names)} path, count(*)::DOUBLE
      FROM (SELECT ${prefix(names)} unnest(json_keys(invalid)) AS path FROM ${from})
      WHERE path IN (${paths}) GROUP BY ${prefix(names)} path`,
    take: (row, counts) => {
      const [path, rows] = row.slice(names.length);
      counts[byPath.get(String(path))!.index]!.invalid += Number(rows) * weightOf(row[keys.names.length]);
    },
  };
}

/** `v` is the value, `m` says whether there is one that does not fit the type. */
function valueColumns(
  engine: Engine,
  { name, index, texts }: Asked,
  type: FeatureSpec['type'],
): SourceColumn[] {
  if (name === SCORE_COLUMN) {
    return [plain(`CASE WHEN ${ANSWERED} THEN score END`, `v${index}`), plain('false', `m${index}`)];
  }
  return [
    { name: `v${index}`, of: (layout) => featureExpression(engine, layout, name, type, texts).value },
    {
      name: `m${index}`,
      of: (layout) => featureExpression(engine, layout, name, type, texts).isMisfit ?? 'false',
    },
  ];
}
