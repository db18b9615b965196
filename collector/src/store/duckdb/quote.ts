/*
 * The only way values get into SQL text. Literals rather than parameters: DuckDB plans with them (zone maps, sizes of
 * tables), and the same value may stand in every branch of a union.
 */

/** A string literal. NUL cannot stand in SQL text, so it is put together from its pieces. */
export function text(value: string): string {
  const pieces = value.split('\0').map((piece) => `'${piece.replaceAll("'", "''")}'`);
  return pieces.length === 1 ? pieces[0]! : `(${pieces.join(' || chr(0) || ')})`;
}

/** A DOUBLE literal; the shortest text that reads back as the same number. */
export function double(value: number): string {
  if (Number.isFinite(value)) return `${Object.is(value, -0) ? '-0.0' : String(value)}::DOUBLE`;
  return `'${Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'}'::DOUBLE`;
}

/** Milliseconds since 1970 as a BIGINT literal; infinite times become the ends of what a Date can hold. */
export function time(value: number): string {
  const bounded = Math.max(-8.64e15, Math.min(8.64e15, Math.ceil(value)));
  return `${Number.isNaN(bounded) ? 0 : bounded}::BIGINT`;
}

export const doubles = (values: readonly number[]): string => `[${values.map(double).join(',')}]::DOUBLE[]`;
