import type { Column, RowBatch } from '../../store';
import { bindNumber, bindText, type Columns } from '../expression';
import type { CompiledRepair } from './compileRepairs';
import type { FilteredColumns } from './rowFilter';

/**
 * The features of a batch with the repairs applied; columns that are not repaired are shared. Every expression reads
 * what was logged, so the order of repairs matters only where two repair the same feature: the later one then wins on
 * the rows it applies to.
 */
export function applyRepairs(
  repairs: readonly CompiledRepair[],
  batch: FilteredColumns & Pick<RowBatch, 'features' | 'rows'>,
  texts: ReadonlySet<string>,
): Record<string, Column> {
  const repaired: Record<string, Column> = { ...batch.features };
  const columns: Columns = { features: batch.features, texts };
  for (const { feature, expression, where } of repairs) {
    const applies = where(batch);
    const column = repaired[feature.name]!;
    if (column.type === 'number') {
      const value = bindNumber(expression, columns);
      repaired[feature.name] = repairNumbers(column, batch.rows, applies, value);
      continue;
    }
    const truth = feature.type === 'boolean' ? bindNumber(expression, columns) : null;
    const text = truth ? (row: number) => TRUTHS[truth(row)] ?? null : bindText(expression, columns);
    repaired[feature.name] = repairCategories(column, batch.rows, applies, text);
  }
  return repaired;
}

const TRUTHS: Record<number, string> = { 0: 'false', 1: 'true' };

function repairNumbers(
  column: Column & { type: 'number' },
  rows: number,
  applies: (row: number) => boolean,
  valueAt: (row: number) => number,
): Column {
  const values = column.values.slice();
  for (let row = 0; row < rows; row++) if (applies(row)) values[row] = valueAt(row);
  return { type: 'number', values };
}

function repairCategories(
  column: Column & { type: 'category' },
  rows: number,
  applies: (row: number) => boolean,
  textAt: (row: number) => string | null,
): Column {
  const codes = column.codes.slice();
  const dictionary = [...column.dictionary];
  const codeOf = new Map(dictionary.map((text, code) => [text, code]));
  for (let row = 0; row < rows; row++) {
    if (!applies(row)) continue;
    const text = textAt(row);
    let code = text === null ? -1 : codeOf.get(text);
    if (code === undefined) {
      code = dictionary.push(text!) - 1;
      codeOf.set(text!, code);
    }
    codes[row] = code;
  }
  return { type: 'category', codes, dictionary };
}
