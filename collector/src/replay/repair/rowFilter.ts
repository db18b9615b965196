import { badRequest, type Filter } from '../../contract';
import type { RowBatch } from '../../store';

export type FilteredColumns = Pick<RowBatch, 'versions' | 'segments'>;
/** Binds the filters to a batch: which rows pass all of them. */
export type RowFilter = ((batch: FilteredColumns) => (row: number) => boolean) & {
  /** Segments that must be read for it. */
  segments: string[];
};

/** What a filter matches where a segment has no value. */
const MISSING = 'missing';

/**
 * Filters on the rows of a batch, which knows the version and the segments of each.
 * @throws ModelWatchError `repair-invalid` for any other key
 */
export function compileFilters(
  filters: readonly Filter[],
  segments: readonly string[],
  path: string,
): RowFilter {
  filters.forEach(({ key }, index) => {
    if (key === 'version' || segments.includes(key)) return;
    throw badRequest(
      'repair-invalid',
      `A repair can be limited by ${['version', ...segments].join(', ')}, not by ${key}.`,
      `${path}[${index}].key`,
    );
  });
  const bind = (batch: FilteredColumns) => {
    const tests = filters.map(({ key, operator, values }) => {
      const column = key === 'version' ? batch.versions : batch.segments[key];
      const { codes, dictionary } = column ?? { codes: new Int32Array(0), dictionary: [] };
      const isNamed = (text: string) => values.includes(text) === (operator === '=');
      const passes = dictionary.map(isNamed);
      const missingPasses = isNamed(MISSING);
      return (row: number) => passes[codes[row] ?? -1] ?? missingPasses;
    });
    return (row: number) => tests.every((test) => test(row));
  };
  const used = new Set(filters.map(({ key }) => key).filter((key) => key !== 'version'));
  return Object.assign(bind, { segments: [...used] });
}
