import type { AttributionCounts, Grouped } from '../../contract';
import type { AggregateRequest } from '../requests';
import { readCells } from './database';
import type { Engine } from './engine';
import { attributionsColumn } from './explanations';
import { Groups } from './groups';
import { jsonNumber } from './jsonField';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';

/** Features in one statement: more make it slow to plan. */
const FEATURES_AT_ONCE = 200;

/** Sums of the absolute attributions by feature, over the answered predictions that carry any. */
export async function countAttributions(
  engine: Engine,
  request: AggregateRequest & { features: string[] },
  signal?: AbortSignal,
): Promise<Grouped<AttributionCounts>[]> {
  const { selection, features } = request;
  for (const feature of features) engine.layouts.featureType(selection.model, feature);
  const keys = keysOf(engine, request);
  const columns = [...keys.columns, plain('1 / sample_rate', 'weight')];
  columns.push(plain(await attributionsColumn(engine), 'attributions'));
  const from = sourceOf(engine, selection, columns, ANSWERED);
  const zeros = (): Record<string, number> => Object.fromEntries(features.map((name) => [name, 0]));
  const groups = new Groups(keys, (): AttributionCounts => ({
    served: 0,
    rows: 0,
    attributed: 0,
    attributedRows: 0,
    absolute: zeros(),
    squared: zeros(),
  }));
  const counted = `SELECT ${prefix(keys.names)} coalesce(sum(weight), 0)::DOUBLE, count(*)::DOUBLE,
      coalesce(sum(weight) FILTER (attributions IS NOT NULL), 0)::DOUBLE, count(attributions)::DOUBLE
    FROM ${from} ${groupBy(keys.names)}`;
  await engine.database.read(async (connection) => {
    let any = false;
    for (const row of await readCells(connection, counted)) {
      const [served, rows, attributed, attributedRows] = row.slice(keys.names.length).map(Number);
      any ||= attributedRows! > 0;
      Object.assign(groups.at(row), { served, rows, attributed, attributedRows });
    }
    for (let first = 0; any && first < features.length; first += FEATURES_AT_ONCE) {
      const some = features.slice(first, first + FEATURES_AT_ONCE);
      const sums = some.flatMap((_, index) => [
        `coalesce(fsum(weight * abs(a${index})), 0)`,
        `coalesce(fsum(weight * a${index} * a${index}), 0)`,
      ]);
      const values = some.map((name, index) => `${jsonNumber('attributions', name)} AS a${index}`);
      const sql = `SELECT ${prefix(keys.names)} ${sums.join(', ')} FROM (
          SELECT ${prefix(keys.names)} weight, ${values.join(', ')} FROM ${from} WHERE attributions IS NOT NULL
        ) ${groupBy(keys.names)}`;
      for (const row of await readCells(connection, sql)) {
        const { absolute, squared } = groups.at(row);
        some.forEach((name, index) => {
          absolute[name] = Number(row[keys.names.length + 2 * index]);
          squared[name] = Number(row[keys.names.length + 2 * index + 1]);
        });
      }
    }
  }, signal);
  return groups.list();
}
