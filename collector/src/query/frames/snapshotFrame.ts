import type { Frame } from '../../contract';
import type { LabelledCells } from '../cells';
import type { QueryPlan } from '../plan';
import { valueConfig } from './fieldConfig';
import { labelFields } from './labelFields';
import { metaOf } from './meta';
import { titleOf } from './names';
import { shownValue } from './shownValue';

/** A row a label set: Grafana's `numeric-long`. */
export function snapshotFrame(plan: QueryPlan, sets: LabelledCells[], behindSeconds: number): Frame {
  const meta = metaOf(plan, sets, behindSeconds);
  if (sets.length === 0) return { name: titleOf(plan), refId: plan.refId, fields: [], meta };
  const labels = sets.map((set) => set.labels);
  return {
    name: titleOf(plan),
    refId: plan.refId,
    fields: [
      ...labelFields(plan, labels),
      {
        name: 'value',
        type: 'number',
        config: valueConfig(plan, titleOf(plan)),
        values: sets.map(({ cells }) => shownValue(plan, cells[0]!)),
      },
    ],
    meta: { ...meta, type: 'numeric-long', typeVersion: [0, 1] },
  };
}
