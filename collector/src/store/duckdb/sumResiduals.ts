import { type Grouped, noResiduals, type ResidualSums } from '../../contract';
import type { LabelledRequest } from '../requests';
import { type Cell, readCells } from './database';
import type { Engine } from './engine';
import { exactQuantiles } from './exactQuantiles';
import { Groups } from './groups';
import { labelsAsOf, placeColumn } from './labels';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';
import { isSampled, weightingOf } from './weights';

/** Sums on the way; the variation of the labels is merged by its mean. */
type Tally = ResidualSums & { labelMean: number };

/** Compensated sums: at ten million rows a plain one has lost three digits. */
const SUMS = [
  'fsum(greatest(error, 0))',
  'fsum(greatest(-error, 0))',
  'fsum(error * error)',
  'fsum(abs(error) / abs(actual)) FILTER (actual <> 0)',
  'count(*) FILTER (actual = 0)::DOUBLE',
  'fsum(CASE WHEN error = 0 THEN 0 ELSE 2 * abs(error) / (abs(predicted) + abs(actual)) END)',
  'fsum(abs(actual))',
  'fsum((ln(1 + predicted) - ln(1 + actual)) ** 2) FILTER (predicted > -1 AND actual > -1)',
  'count(*) FILTER (predicted <= -1 OR actual <= -1)::DOUBLE',
  'max(abs(error))',
  'favg(actual)',
  'var_pop(actual)',
];

/**
 * Sums over the errors of labelled, scored predictions, exact; the median is that of the rows. A label that is no
 * number cannot be compared, and waits like one that has not arrived.
 */
export async function sumResiduals(
  engine: Engine,
  request: LabelledRequest,
  signal?: AbortSignal,
): Promise<Grouped<ResidualSums>[]> {
  const { selection, asOf } = request;
  const keys = keysOf(engine, request);
  const weighting = await weightingOf(engine, selection);
  const sampled = await isSampled(engine, selection);
  const names = [...keys.names, ...weighting.names];
  const columns = [
    ...keys.columns,
    ...weighting.columns,
    placeColumn(engine, selection.model),
    plain('score'),
    ...(sampled ? [plain('sample_rate')] : []),
  ];
  const labels = labelsAsOf(engine, selection, ANSWERED, asOf, 'value');
  // Without an error the other columns are NULL too, so that every sum leaves the same rows out.
  const compared = `(SELECT ${prefix(names)} ${sampled ? 'sample_rate, ' : ''} score - value AS error,
      CASE WHEN error IS NOT NULL THEN score END AS predicted, CASE WHEN error IS NOT NULL THEN value END AS actual
    FROM ${sourceOf(engine, selection, columns, ANSWERED)} AS served LEFT JOIN (${labels}) AS truth
      ON served.place = truth.place)`;
  const sql = `SELECT ${prefix(names)} count(*)::DOUBLE, count(error)::DOUBLE, ${SUMS.join(', ')}
    FROM ${compared} ${groupBy(names)}`;
  const groups = new Groups(keys, empty);
  await engine.database.read(async (connection) => {
    for (const row of await readCells(connection, sql)) {
      add(groups.at(row), row.slice(names.length), weighting.weightOf(row[keys.names.length]));
    }
    const absolute = { from: compared, value: 'abs(error)', weight: '1 / sample_rate', sampled };
    for (const { row, values } of await exactQuantiles(connection, keys, absolute, [0.5])) {
      groups.at(row).median = values[0]!;
    }
  }, signal);
  return groups.list().map(({ value: { labelMean: _mean, ...value }, ...group }) => ({ ...group, value }));
}

const empty = (): Tally => ({ ...noResiduals(), labelMean: 0 });

/** Adds the rows of one sample rate. */
function add(tally: Tally, cells: Cell[], weightOfRow: number): void {
  const [
    servedRows,
    rows,
    over,
    under,
    squared,
    relative,
    zeros,
    symmetric,
    labels,
    squaredLog,
    withoutLog,
    largest,
    mean,
    variance,
  ] = cells.map(Number);
  tally.servedRows += servedRows!;
  tally.served += servedRows! * weightOfRow;
  if (!rows) return;
  const weight = rows * weightOfRow;
  const distance = mean! - tally.labelMean;
  const all = tally.weight + weight;
  // Chan, Golub and LeVeque (1983): sums of squares of two parts about the mean of both.
  tally.labelVariation += variance! * weight + (distance ** 2 * tally.weight * weight) / all;
  tally.labelMean += (distance * weight) / all;
  tally.weight = all;
  tally.rows += rows;
  tally.over += over! * weightOfRow;
  tally.under += under! * weightOfRow;
  tally.squared += squared! * weightOfRow;
  tally.relative += relative! * weightOfRow;
  tally.zeroLabels += zeros! * weightOfRow;
  tally.symmetric += symmetric! * weightOfRow;
  tally.squaredLog += squaredLog! * weightOfRow;
  tally.withoutLog += withoutLog! * weightOfRow;
  tally.absoluteLabels += labels! * weightOfRow;
  tally.largest = Math.max(tally.largest ?? 0, largest!);
}
