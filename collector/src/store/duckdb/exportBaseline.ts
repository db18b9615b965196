import { badRequest, type FeatureSpec } from '../../contract';
import type { BaselineExportRequest } from '../baselineRows';
import { scoreColumns } from './classScores';
import { readCells } from './database';
import { OVERFLOW_CODE } from './dictionaries';
import type { Engine } from './engine';
import { dimensionColumn, dictionaryOfDimension } from './filters';
import { labelsAsOf, placeColumn } from './labels';
import { text } from './quote';
import { ANSWERED, conditionOf } from './source';

/** Rows are chosen by a hash of where they lie, so that neither time nor any periodic client is preferred. */
const HASH_RANGE = 1_000_000;

/**
 * Writes logged rows as a Parquet file of the form in which baselines are imported: a column for each feature and
 * segment, the label as of a moment, the score. A baseline has no weights, so where requests were logged at different
 * rates each row is kept with a probability that makes all of them stand for as many requests.
 */
export function exportBaseline(
  engine: Engine,
  { schema, selection, asOf, classes, limit }: BaselineExportRequest,
  file: string,
  signal?: AbortSignal,
): Promise<{ rows: number }> {
  const layout = engine.layouts.find(schema.model, schema.version);
  if (!layout) throw badRequest('unknown-model', `There is no layout ${schema.version} of ${schema.model}.`);
  return engine.database.read(async (connection) => {
    const condition = conditionOf(engine, selection, layout);
    const counted = await readCells(
      connection,
      `WITH rates AS (SELECT min(sample_rate) AS least FROM ${layout.table} WHERE ${condition})
        SELECT (SELECT least FROM rates)::DOUBLE, sum((SELECT least FROM rates) / sample_rate)::DOUBLE
        FROM ${layout.table} WHERE ${condition}`,
    );
    const [least, expected] = counted[0]!.map(Number) as [number, number];
    if (!(expected > 0)) return { rows: 0 };
    const share = Math.min(1, limit / expected) * HASH_RANGE;
    const chosen = `${condition} AND hash(rowid) % ${HASH_RANGE} < ${share} * ${least} / sample_rate`;
    const textOf = (dictionary: string, code: string, model = schema.model): string =>
      `(SELECT value FROM texts WHERE model = ${text(model)} AND name = ${text(dictionary)} AND texts.code = ${code})`;
    const features = schema.features.map(
      ({ name, type }, index) =>
        `${featureOf(type, `f${index}`, textOf(`feature:${name}`, `f${index}`))} AS ${quoted(name)}`,
    );
    // A segment that is also a feature has one column in the file, and is found under its name either way.
    const dimensions = schema.segments.filter((name) => !layout.featureColumns.has(name));
    const segments = dimensions.map(
      (name, index) => `${textOf(dictionaryOfDimension(name), `g${index}`)} AS ${quoted(name)}`,
    );
    const scores = classes.map((name, index) => `s${index} AS ${quoted(`score_${name}`)}`);
    const place = placeColumn(engine, schema.model).of(layout);
    const label = `CASE WHEN truth.code = ${OVERFLOW_CODE} THEN truth.other ELSE ${textOf('label', 'truth.code', '')} END`;
    const select = [
      ...features,
      ...segments,
      `${label} AS label`,
      `CASE WHEN ${ANSWERED} THEN score END AS score`,
      ...scores,
    ];
    const inner = [
      ...schema.features.map((_, index) => `f${index}`),
      ...dimensions.map((name, index) => `${dimensionColumn(layout, name)} AS g${index}`),
      ...(classes.length === 0 ? [] : [scoreColumns(classes)]),
    ];
    await connection.run(
      `COPY (SELECT ${select.join(', ')}
        FROM (SELECT ts, status, score, ${place} AS place, ${inner.join(', ')}
          FROM ${layout.table} WHERE ${chosen}) AS served
        LEFT JOIN (${labelsAsOf(engine, selection, 'true', asOf)}) AS truth ON served.place = truth.place
        ORDER BY served.ts, served.place)
      TO ${text(file)} (FORMAT parquet)`,
    );
    const [written] = await readCells(connection, `SELECT count(*)::DOUBLE FROM read_parquet(${text(file)})`);
    return { rows: Number(written![0]) };
  }, signal);
}

const featureOf = (type: FeatureSpec['type'], column: string, category: string): string =>
  type === 'category' ? category : column;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
