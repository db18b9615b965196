import type { DuckDBConnection } from '@duckdb/node-api';
import type { AggregateRequest } from '../../requests';
import type { Cell } from '../database';
import type { Engine } from '../engine';
import { numbers } from '../rowColumns';
import { plain } from '../source';
import { cutArrivals } from './cutArrivals';
import { bucketOf, type CellRequest } from './eligibility';
import { groupKeys, readLabelChanges, runsOf, weightOf } from './readChanges';
import { type Scene, within } from './readStored';
import { SUM_COLUMNS } from './scores';
import { ALL_ROWS } from './tables';

/** Labelled, scored rows of a group that weigh the same and have the same label (a code). */
interface Scored {
  keys: Cell[];
  weight: number;
  actual: number;
  rows: number;
}

export interface StoredScores {
  bins: (Scored & { bin: number })[];
  /** Sums in the order of `SUM_COLUMNS`. */
  sums: (Scored & { tenth: number; sums: number[] })[];
  /** Of labels that are not counted. */
  scores: (Scored & { score: number })[];
}

/** Labelled scores of the predictions of whole clean hours, as `readChanges` does it for classes. */
export async function readScores(
  engine: Engine,
  connection: DuckDBConnection,
  request: AggregateRequest,
  asked: CellRequest,
  scene: Scene,
  asOf: number,
): Promise<StoredScores> {
  const found: StoredScores = { bins: [], sums: [], scores: [] };
  if (scene.series.size === 0) return found;
  if (scene.segment !== ALL_ROWS) throw new Error('scores are counted of all rows, not by segment');
  const { counted, labels } = await cutArrivals(connection, asOf);
  const read = (table: string, place: string, sums: readonly string[]) =>
    readPlaces(connection, request, asked, scene, { table, place, sums, counted });
  for (const { place, sums: _, ...one } of await read('aggregate_score_bins', 'bin', [])) {
    found.bins.push({ ...one, bin: place });
  }
  for (const { place, ...one } of await read('aggregate_score_sums', 'tenth', SUM_COLUMNS)) {
    found.sums.push({ ...one, tenth: place });
  }
  if (labels === null) return found;
  for (const row of await readLabelChanges(engine, connection, request, scene, labels, [plain('score')])) {
    const [score, , predicted, actual, rows] = row.cells;
    if (score === null || Number(predicted) === -1) continue;
    const weight = weightOf(row.rate);
    found.scores.push({
      keys: row.keys,
      weight,
      actual: Number(actual),
      rows: Number(rows),
      score: Number(score),
    });
  }
  return found;
}

async function readPlaces(
  connection: DuckDBConnection,
  { groupBy }: AggregateRequest,
  { bucketHours }: CellRequest,
  scene: Scene,
  { table, place, sums, counted }: { table: string; place: string; sums: readonly string[]; counted: string },
): Promise<(Scored & { place: number; sums: number[] })[]> {
  const { blueprint, series } = scene;
  const bucket = bucketHours === null ? '0' : bucketOf('hour', bucketHours);
  // All as doubles, so that the columns are read as blocks: a day's series has tens of thousands of bins.
  const result = await connection.run(
    `SELECT series::DOUBLE, actual::DOUBLE, (${bucket})::DOUBLE AS bucket, ${place}::DOUBLE, sum(delta)::DOUBLE AS rows
        ${sums.map((column) => `, sum(${column})`).join('')} FROM ${table}
      WHERE model = ${blueprint.model} AND series IN (${[...series.keys()].join(', ')})
        AND ${within('hour', runsOf(scene))} AND ${counted}
      GROUP BY series, actual, bucket, ${place}`,
  );
  const chunks = await result.fetchAllChunks();
  const count = chunks.reduce((total, { rowCount }) => total + rowCount, 0);
  const columns = Array.from({ length: 5 + sums.length }, (_, index) => numbers(chunks, index, count));
  return Array.from({ length: count }, (_, row) => {
    const [number, actual, start, at, rows, ...summed] = columns.map((column) => column[row]!) as [
      number,
      number,
      number,
      number,
      number,
      ...number[],
    ];
    const of = series.get(number)!;
    const keys = groupKeys(groupBy, bucketHours === null ? null : start, of, null);
    return { keys, weight: weightOf(of.rate), actual, rows, place: at, sums: summed };
  });
}
