import type { DuckDBDataChunk } from '@duckdb/node-api';
import { integers, numbers } from '../rowColumns';
import { ALL_ROWS } from './tables';
import type { CellView } from './cellTable';
import type { SeriesKey } from './series';

/** Columns of a turn: hour, version, environment, deployment, sample rate, then the segments. */
const FIRST_SEGMENT = 5;

/** Finds the cell of each row of a turn in a view. */
export function baseFinder(
  chunks: readonly DuckDBDataChunk[],
  rows: number,
  places: ReadonlyMap<number, number>,
  series: readonly SeriesKey[],
): (view: CellView, index: number) => Int32Array {
  const hourPlaces = integers(chunks, 0, rows);
  let lastHour = NaN;
  let lastPlace = 0;
  for (let row = 0; row < rows; row++) {
    const hour = hourPlaces[row]!;
    if (hour !== lastHour) {
      lastHour = hour;
      lastPlace = places.get(hour)!;
    }
    hourPlaces[row] = lastPlace;
  }
  const [versions, environments, deployments] = [1, 2, 3].map((column) => integers(chunks, column, rows));
  const rates = numbers(chunks, 4, rows);
  const seriesPlaces = new Int32Array(rows);
  let last = 0;
  for (let row = 0; row < rows; row++) {
    const fits = (one: SeriesKey): boolean =>
      one.version === versions![row] &&
      one.environment === environments![row] &&
      one.deployment === deployments![row] &&
      one.rate === rates[row];
    if (!fits(series[last]!)) last = series.findIndex(fits);
    seriesPlaces[row] = last;
  }
  const bases = new Int32Array(rows);
  return (view, index) => {
    const codes = view.segment === ALL_ROWS ? null : integers(chunks, FIRST_SEGMENT + index, rows);
    view.basesOf(hourPlaces, seriesPlaces, codes, bases);
    return bases;
  };
}
