import type { Selection } from '../requests';
import type { Engine } from './engine';
import { conditionOf, plain, type SourceColumn } from './source';

/**
 * How rows are weighted. Where every request is logged (almost everywhere) a row counts as one and nothing is
 * computed; else the sample rate is one more key to group by, because counts of a group with one rate need one
 * multiplication, and the counting functions of the engine know no weights.
 */
export interface Weighting {
  columns: SourceColumn[];
  names: string[];
  /** Weight of a row whose rate is the value of the key. */
  weightOf: (rate: unknown) => number;
}

export async function weightingOf(engine: Engine, selection: Selection): Promise<Weighting> {
  if (await isSampled(engine, selection)) {
    return {
      columns: [plain('sample_rate', 'rate')],
      names: ['rate'],
      weightOf: (rate) => (Number(rate) > 0 ? 1 / Number(rate) : 1),
    };
  }
  return { columns: [], names: [], weightOf: () => 1 };
}

/** Whether some prediction of the selection stands for more than itself. */
export async function isSampled(engine: Engine, selection: Selection): Promise<boolean> {
  const tables = engine.layouts
    .require(selection.model)
    .map(
      (layout) =>
        `SELECT sample_rate FROM ${layout.table} WHERE ${conditionOf(engine, selection, layout)} AND sample_rate <> 1`,
    );
  const rows = await engine.database.rows(`SELECT 1 FROM (${tables.join(' UNION ALL ')}) LIMIT 1`);
  return rows.length > 0;
}
