import { ALL_ROWS, MISSING_VALUE, OTHER_VALUE, VALUE_LIMIT } from './tables';

/** Codes 1 to `VALUE_LIMIT`, missing before them, all others behind them. */
const PLACES = VALUE_LIMIT + 2;

const placeOf = (code: number): number =>
  code === -1 ? 0 : code >= 1 && code <= VALUE_LIMIT ? code : PLACES - 1;
const valueOf = (place: number): number =>
  place === 0 ? MISSING_VALUE : place === PLACES - 1 ? OTHER_VALUE : place;

export interface CellKey {
  segment: number;
  hour: number;
  value: number;
  /** Place of the series in the list of the build. */
  series: number;
}

/**
 * Counts of the cells of one view of the rows: of all of them, or by the values of one segment. All counts of a cell
 * lie together (`stride` of them, the first for what is not counted), so that a build adds to memory that is near.
 */
export class CellView {
  readonly cells: CellKey[] = [];
  counts: Int32Array;
  amounts: Float64Array;
  /** Cell of each (hour, series, place), plus 1. */
  private readonly index: Int32Array;

  constructor(
    readonly segment: number,
    private readonly stride: number,
    private readonly hours: readonly number[],
    private readonly seriesCount: number,
  ) {
    const expected = hours.length * (segment === ALL_ROWS ? 2 : 12);
    this.counts = new Int32Array(expected * stride);
    this.amounts = new Float64Array(expected);
    this.index = new Int32Array(hours.length * seriesCount * PLACES);
  }

  /** Place of the first count of the cell of each row; cells that are not there yet are made. */
  basesOf(hourPlaces: Int32Array, series: Int32Array, codes: Int32Array | null, bases: Int32Array): void {
    for (let row = 0; row < bases.length; row++) {
      const place = codes === null ? 1 : placeOf(codes[row]!);
      const at = (hourPlaces[row]! * this.seriesCount + series[row]!) * PLACES + place;
      const cell = this.index[at]! || this.add(at, hourPlaces[row]!, series[row]!, place);
      bases[row] = (cell - 1) * this.stride;
    }
  }

  /** Adds every cell of a view of the same rows, whatever its value. */
  addAll(other: CellView): void {
    const places = new Map(this.hours.map((hour, place) => [hour, place]));
    other.cells.forEach(({ hour, series }, cell) => {
      const hourPlace = places.get(hour)!;
      const at = (hourPlace * this.seriesCount + series) * PLACES;
      const sum = (this.index[at]! || this.add(at, hourPlace, series, 0)) - 1;
      const to = sum * this.stride;
      const from = cell * this.stride;
      for (let slot = 0; slot < this.stride; slot++) this.counts[to + slot]! += other.counts[from + slot]!;
      this.amounts[sum]! += other.amounts[cell]!;
    });
  }

  private add(at: number, hourPlace: number, series: number, place: number): number {
    const value = this.segment === ALL_ROWS ? 0 : valueOf(place);
    const cell = this.cells.push({ segment: this.segment, hour: this.hours[hourPlace]!, value, series });
    this.index[at] = cell;
    if (cell > this.amounts.length) {
      const size = Math.ceil(cell * 1.5) + 8;
      const counts = new Int32Array(size * this.stride);
      counts.set(this.counts);
      this.counts = counts;
      const amounts = new Float64Array(size);
      amounts.set(this.amounts);
      this.amounts = amounts;
    }
    return cell;
  }
}
