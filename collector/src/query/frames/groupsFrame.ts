import { DISPARITY_FIELDS, type DisparitySummary, type Field, type Frame } from '../../contract';
import type { Cell, LabelledCells } from '../cells';
import type { QueryPlan } from '../plan';
import { unitOf } from './fieldConfig';
import { tableFrame } from './tableFrame';

/** The table of a rate by group: a row a group, with its size and the baseline's rate, and which two are furthest apart. */
export function groupsFrame(plan: QueryPlan, sets: LabelledCells[], behindSeconds: number): Frame {
  const frame = tableFrame(plan, sets, behindSeconds);
  const cells = sets.map((set) => set.cells[0]!);
  if (cells.length === 0) return frame;
  const column = (
    name: string,
    type: Field['type'],
    of: (group: NonNullable<Cell['result']['group']>) => number | boolean | null,
    config?: Field['config'],
  ): Field => ({
    name,
    type,
    config,
    values: cells.map(({ result }) => (result.group ? of(result.group) : null)),
  });
  const columns = [
    column(DISPARITY_FIELDS.size, 'number', ({ size }) => size, { displayName: 'Size', unit: 'short' }),
    column(DISPARITY_FIELDS.labelled, 'number', ({ labelled }) => labelled, {
      displayName: 'Labelled',
      unit: 'short',
    }),
    column(DISPARITY_FIELDS.baseline, 'number', ({ baseline }) => baseline, {
      displayName: 'Baseline',
      unit: unitOf(plan),
    }),
    column(DISPARITY_FIELDS.small, 'boolean', ({ isSmall }) => isSmall, { displayName: 'Too small' }),
    column(DISPARITY_FIELDS.worst, 'boolean', ({ isWorst }) => isWorst, { displayName: 'Furthest apart' }),
  ];
  return {
    ...frame,
    fields: [...frame.fields, ...columns],
    meta: { ...frame.meta, custom: { ...frame.meta.custom, disparities: disparitiesOf(plan, cells) } },
  };
}

/** Once for each label set: its groups carry the same one. */
function disparitiesOf(plan: QueryPlan, cells: Cell[]): DisparitySummary[] {
  const summaries = new Map<string, DisparitySummary>();
  for (const { labels, result } of cells) {
    if (!result.group) continue;
    const { group: _group, ...others } = labels;
    const key = JSON.stringify(plan.groupBy.map((name) => others[name]));
    summaries.set(key, { labels: others, ...result.group.disparity });
  }
  return [...summaries.values()];
}
