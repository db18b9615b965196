import type { Field, FieldValue, Frame } from '../../contract';
import type { LabelledCells } from '../cells';
import type { QueryPlan } from '../plan';
import { labelFields } from './labelFields';
import { metaOf } from './meta';
import { titleOf } from './names';
import { tableFrame } from './tableFrame';

/**
 * The table that a measure brings with it (the cells of a confusion, the points of a curve), the rows of all label sets
 * under each other; without any such row the table of the values, which say why.
 */
export function resultTableFrame(plan: QueryPlan, sets: LabelledCells[], behindSeconds: number): Frame {
  const rows = sets.flatMap(({ labels, cells }) =>
    (cells[0]!.result.table?.rows ?? []).map((values) => ({ labels, values })),
  );
  const columns = sets.find(({ cells }) => cells[0]!.result.table)?.cells[0]!.result.table!.columns;
  if (!columns || rows.length === 0) return tableFrame(plan, sets, behindSeconds);
  const fields = columns.map(({ name, type, unit }, index): Field => ({
    name,
    type,
    config: unit === undefined ? undefined : { unit },
    values: rows.map(({ values }): FieldValue => values[index] ?? null),
  }));
  const meta = metaOf(plan, sets, behindSeconds);
  return {
    name: titleOf(plan),
    refId: plan.refId,
    fields: [
      ...labelFields(
        plan,
        rows.map(({ labels }) => labels),
      ),
      ...fields,
    ],
    meta: { ...meta, preferredVisualisationType: 'table' },
  };
}
