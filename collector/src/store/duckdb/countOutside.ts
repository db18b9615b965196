import {
  type CategoryProfile,
  type ColumnProfile,
  type Grouped,
  type NumericProfile,
  type OutsideCounts,
  SCORE_COLUMN,
} from '../../contract';
import type { AggregateRequest } from '../requests';
import { readCells } from './database';
import type { Engine } from './engine';
import { featureExpression, FIRST_REQUEST_CODE, RequestTexts } from './featureExpression';
import { Groups } from './groups';
import { double } from './quote';
import { ANSWERED, groupBy, keysOf, plain, prefix, type SourceColumn, sourceOf } from './source';

/**
 * Answered predictions outside of the baseline: some feature is beyond its range there, a level it does not have,
 * invalid, or missing where nothing was missing.
 */
export async function countOutside(
  engine: Engine,
  request: AggregateRequest & { columns: Record<string, ColumnProfile> },
  signal?: AbortSignal,
): Promise<Grouped<OutsideCounts>[]> {
  const { selection } = request;
  const keys = keysOf(engine, request);
  const features = Object.entries(request.columns)
    .filter(([name]) => name !== SCORE_COLUMN)
    .map(([name, profile], index) => outsideOf(engine, selection.model, name, profile, index));
  const columns = [
    ...keys.columns,
    plain('1 / sample_rate', 'weight'),
    // Invalid fields of other kinds (a latency that is a text) say nothing about what the model saw.
    plain(`coalesce(invalid LIKE '%"features.%', false)`, 'has_invalid'),
    ...features.flatMap((feature) => feature.columns),
  ];
  const outside = ['has_invalid', ...features.map(({ condition }) => condition)].join(' OR ');
  const sql = `SELECT ${prefix(keys.names)} coalesce(sum(weight) FILTER (${outside}), 0)::DOUBLE,
      coalesce(sum(weight), 0)::DOUBLE, count(*)::DOUBLE
    FROM ${sourceOf(engine, selection, columns, ANSWERED)} ${groupBy(keys.names)}`;
  const groups = new Groups(keys, (): OutsideCounts => ({ outside: 0, weight: 0, rows: 0 }));
  for (const row of await engine.database.read((connection) => readCells(connection, sql), signal)) {
    const [out, weight, rows] = row.slice(keys.names.length).map(Number);
    Object.assign(groups.at(row), { outside: out, weight, rows });
  }
  return groups.list();
}

/** `v` is the value, `m` says whether there is one that does not fit the type. */
function outsideOf(
  engine: Engine,
  model: string,
  name: string,
  profile: ColumnProfile,
  index: number,
): { columns: SourceColumn[]; condition: string } {
  const { type } = profile;
  engine.layouts.featureType(model, name);
  const dictionary = engine.dictionaries.of(model, `feature:${name}`);
  const texts = type === 'number' ? null : new RequestTexts(dictionary, profile.levels);
  const expression = (layout: Parameters<SourceColumn['of']>[0]) =>
    featureExpression(engine, layout, name, type, texts);
  const isIn =
    type === 'number' ? inRange(profile, `v${index}`) : inLevels(profile, `v${index}`, dictionary.codes);
  return {
    columns: [
      { name: `v${index}`, of: (layout) => expression(layout).value },
      { name: `m${index}`, of: (layout) => expression(layout).isMisfit ?? 'false' },
    ],
    condition: `CASE WHEN m${index} THEN true WHEN v${index} IS NULL THEN ${profile.missing === 0} ELSE NOT (${isIn}) END`,
  };
}

const inRange = ({ min, max }: NumericProfile, value: string): string =>
  min === null || max === null ? 'false' : `${value} BETWEEN ${double(min)} AND ${double(max)}`;

function inLevels(
  { type, levels }: CategoryProfile,
  value: string,
  codes: ReadonlyMap<string, number>,
): string {
  const known =
    type === 'boolean'
      ? levels.map((level) => (level === 'true' ? 1 : 0))
      : levels.flatMap((level, index) => [codes.get(level) ?? [], FIRST_REQUEST_CODE + index].flat());
  return known.length === 0 ? 'false' : `${value} IN (${known.join(', ')})`;
}
