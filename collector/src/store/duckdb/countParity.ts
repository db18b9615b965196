import type { DuckDBConnection } from '@duckdb/node-api';
import { type Grouped, noParity, type ParityCounts, SCORE_COLUMN } from '../../contract';
import type { ParityRequest } from '../requests';
import { readCells } from './database';
import { OVERFLOW_CODE } from './dictionaries';
import type { Engine } from './engine';
import { featureExpression } from './featureExpression';
import { Groups } from './groups';
import { hasJsonField, jsonNumber, jsonText } from './jsonField';
import { placeColumn } from './labels';
import type { Layout } from './layouts';
import { double, text } from './quote';
import { groupBy, keysOf, plain, prefix, type SourceColumn, sourceOf } from './source';

/** Features in one statement: more make it slow to plan. */
const FEATURES_AT_ONCE = 50;

/** Served values of features beside the offline values of the same predictions. */
export async function countParity(
  engine: Engine,
  request: ParityRequest,
  signal?: AbortSignal,
): Promise<Grouped<Record<string, ParityCounts>>[]> {
  const keys = keysOf(engine, request);
  const features = Object.keys(request.tolerances).filter((name) => name !== SCORE_COLUMN);
  const groups = new Groups(keys, (): Record<string, ParityCounts> =>
    Object.fromEntries(features.map((name) => [name, noParity()])),
  );
  await engine.database.read(async (connection) => {
    const all = sourceOf(engine, request.selection, [...keys.columns, plain('1 / sample_rate', 'weight')]);
    const counted = `SELECT ${prefix(keys.names)} coalesce(sum(weight), 0)::DOUBLE, count(*)::DOUBLE
      FROM ${all} ${groupBy(keys.names)}`;
    for (const row of await readCells(connection, counted)) {
      const [served, rows] = row.slice(keys.names.length).map(Number);
      for (const parity of Object.values(groups.at(row))) Object.assign(parity, { served, rows });
    }
    const offline = await offlineOf(engine, connection, request);
    for (let first = 0; first < features.length; first += FEATURES_AT_ONCE) {
      const some = features.slice(first, first + FEATURES_AT_ONCE);
      await addFeatures(engine, connection, request, { features: some, offline }, groups);
    }
  }, signal);
  return groups.list();
}

/**
 * The offline values of each prediction as JSON, one row a view: those that name the prediction; where the view has
 * none, the newest of its entity that was true at its time. Of several of the same time the last received stands.
 */
async function offlineOf(
  engine: Engine,
  connection: DuckDBConnection,
  { selection }: ParityRequest,
): Promise<string> {
  const served = sourceOf(engine, selection, [
    plain('id'),
    plain('entity'),
    plain('ts'),
    placeColumn(engine, selection.model),
  ]);
  const named = `SELECT place, name, feature_values, event_time, received, true AS direct
    FROM ${served} AS served JOIN feature_values ON served.id = feature_values.prediction`;
  const [unnamed] = await readCells(
    connection,
    'SELECT 1 FROM feature_values WHERE prediction IS NULL LIMIT 1',
  );
  const ofEntity = `SELECT place, held.name, held.feature_values, held.event_time, held.received, false AS direct
    FROM (SELECT * FROM ${served} CROSS JOIN (
        SELECT DISTINCT name FROM feature_values WHERE prediction IS NULL) AS views) AS served
      ASOF JOIN (SELECT name, entity, event_time, arg_max(feature_values, received) AS feature_values,
        max(received) AS received FROM feature_values WHERE prediction IS NULL GROUP BY name, entity, event_time) AS held
      ON served.name = held.name AND served.entity = held.entity AND served.ts >= held.event_time`;
  return `(SELECT place, feature_values FROM (${named}${unnamed ? ` UNION ALL ${ofEntity}` : ''})
    QUALIFY row_number() OVER (PARTITION BY place, name ORDER BY direct DESC, event_time DESC, received DESC) = 1)`;
}

async function addFeatures(
  engine: Engine,
  connection: DuckDBConnection,
  request: ParityRequest,
  { features, offline }: { features: string[]; offline: string },
  groups: Groups<Record<string, ParityCounts>>,
): Promise<void> {
  const { selection, tolerances } = request;
  const keys = keysOf(engine, request);
  const compared = features.map((name, index) => comparisonOf(engine, selection.model, name, index));
  const columns = [
    ...keys.columns,
    placeColumn(engine, selection.model),
    plain('1 / sample_rate', 'weight'),
    ...compared.flatMap((one) => one.columns),
  ];
  const pairs = `SELECT ${prefix(keys.names)} weight, ${compared.map((one) => one.select).join(', ')}
    FROM ${sourceOf(engine, selection, columns)} AS served JOIN ${offline} AS truth ON served.place = truth.place
      ${compared.map((one) => one.join).join(' ')}`;
  const sums = features.flatMap((name, index) => {
    const isEqual = `coalesce(text${index} = offline${index}, abs(value${index} - number${index}) <= ${double(tolerances[name]!)},
        present${index} IS NULL AND offline${index} IS NULL)`;
    const gap = `value${index} - number${index}`;
    return [
      `coalesce(sum(weight) FILTER (has${index}), 0)::DOUBLE`,
      `count(*) FILTER (has${index})::DOUBLE`,
      `coalesce(sum(weight) FILTER (has${index} AND NOT ${isEqual}), 0)::DOUBLE`,
      `coalesce(sum(weight) FILTER (${gap} IS NOT NULL), 0)::DOUBLE`,
      `coalesce(sum(weight * abs(${gap})), 0)::DOUBLE`,
      `coalesce(sum(weight * (${gap})), 0)::DOUBLE`,
    ];
  });
  const sql = `SELECT ${prefix(keys.names)} ${sums.join(', ')} FROM (${pairs}) ${groupBy(keys.names)}`;
  for (const row of await readCells(connection, sql)) {
    const byFeature = groups.at(row);
    features.forEach((name, index) => {
      const [compared, comparedRows, different, numeric, absoluteDifference, difference] = row
        .slice(keys.names.length + 6 * index, keys.names.length + 6 * index + 6)
        .map(Number);
      Object.assign(byFeature[name]!, {
        compared,
        comparedRows,
        different,
        numeric,
        absoluteDifference,
        difference,
      });
    });
  }
}

interface Comparison {
  columns: SourceColumn[];
  /** `has`, the served `text` or `value`, `present` of either, and the `offline` text and its `number`. */
  select: string;
  join: string;
}

/** How one feature is read on both sides. A value that was invalid is missing on the served side, so it differs. */
function comparisonOf(engine: Engine, model: string, feature: string, index: number): Comparison {
  const has = `${hasJsonField('truth.feature_values', feature)} AS has${index}`;
  const offline = `${jsonText('truth.feature_values', feature)} AS offline${index}`;
  if (engine.layouts.featureType(model, feature) === 'number') {
    const number = jsonNumber('truth.feature_values', feature);
    return {
      columns: [
        {
          name: `v${index}`,
          of: (layout) => featureExpression(engine, layout, feature, 'number', null).value,
        },
      ],
      select: `${has}, ${offline}, v${index} AS value${index}, v${index} AS present${index},
        NULL::VARCHAR AS text${index}, ${number} AS number${index}`,
      join: '',
    };
  }
  return {
    columns: [
      { name: `c${index}`, of: (layout) => codeOf(layout, feature) },
      { name: `x${index}`, of: (layout) => textOf(layout, feature) },
    ],
    select: `${has}, ${offline}, NULL::DOUBLE AS value${index}, coalesce(x${index}, d${index}.value) AS present${index},
      coalesce(x${index}, d${index}.value) AS text${index}, NULL::DOUBLE AS number${index}`,
    join: `LEFT JOIN (SELECT code, value FROM texts WHERE model = ${text(model)}
      AND name = ${text(`feature:${feature}`)}) AS d${index} ON c${index} = d${index}.code`,
  };
}

/** The code of a category; NULL where an older schema held the feature otherwise, or the dictionary was full. */
function codeOf(layout: Layout, feature: string): string {
  const found = layout.featureColumns.get(feature);
  return found?.type === 'category' ? `nullif(${found.column}, ${OVERFLOW_CODE})` : 'NULL::INTEGER';
}

/** The text of what has no code: `true`, `21`, or what was past the limit of the dictionary. */
function textOf(layout: Layout, feature: string): string {
  const found = layout.featureColumns.get(feature);
  if (!found) return 'NULL::VARCHAR';
  const { column, type } = found;
  if (type === 'boolean') return `${column}::VARCHAR`;
  if (type === 'category') {
    return `CASE WHEN ${column} = ${OVERFLOW_CODE} THEN ${jsonText('overflow', `feature:${feature}`)} END`;
  }
  return `CASE WHEN ${column} = trunc(${column}) AND abs(${column}) < 1e15 THEN ${column}::BIGINT::VARCHAR ELSE ${column}::VARCHAR END`;
}
