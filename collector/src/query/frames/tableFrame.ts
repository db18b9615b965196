import { type Field, type FieldValue, type Frame, TABLE_FIELDS } from '../../contract';
import type { Cell, LabelledCells } from '../cells';
import type { QueryPlan } from '../plan';
import { unitOf, valueConfig } from './fieldConfig';
import { labelFields } from './labelFields';
import { metaOf } from './meta';
import { titleOf } from './names';
import { shownValue } from './shownValue';

/** A row a label set with all that is known of its value. */
export function tableFrame(plan: QueryPlan, sets: LabelledCells[], behindSeconds: number): Frame {
  const meta = metaOf(plan, sets, behindSeconds);
  if (sets.length === 0) return { name: titleOf(plan), refId: plan.refId, fields: [], meta };
  const cells = sets.map((set) => set.cells[0]!);
  const unit = plan.as === 'breach' ? undefined : unitOf(plan);
  const number = (
    name: string,
    of: (cell: Cell) => number | null | undefined,
    config?: Field['config'],
  ): Field =>
    field(
      name,
      'number',
      cells.map((cell) => of(cell) ?? null),
      config,
    );

  const fields: Field[] = [
    ...labelFields(
      plan,
      cells.map(({ labels }) => labels),
    ),
    number(TABLE_FIELDS.value, (cell) => shownValue(plan, cell), valueConfig(plan, titleOf(plan))),
    number(TABLE_FIELDS.lower, ({ result }) => result.interval?.lower, { displayName: 'Lower (95 %)', unit }),
    number(TABLE_FIELDS.upper, ({ result }) => result.interval?.upper, { displayName: 'Upper (95 %)', unit }),
    number(TABLE_FIELDS.pValue, ({ result }) => result.pValue, { displayName: 'p' }),
    number(TABLE_FIELDS.n, ({ result }) => result.rows, { displayName: 'Rows', unit: 'short' }),
    number(TABLE_FIELDS.weight, ({ result }) => result.weight, { displayName: 'Weight', unit: 'short' }),
    number(TABLE_FIELDS.coverage, ({ result }) => result.coverage, {
      displayName: 'Label coverage',
      unit: 'percentunit',
      min: 0,
      max: 1,
    }),
    number(TABLE_FIELDS.threshold, ({ threshold }) => threshold.value, { displayName: 'Threshold', unit }),
    field(
      TABLE_FIELDS.thresholdSource,
      'string',
      cells.map(({ threshold }) => threshold.source),
      { displayName: 'Threshold by' },
    ),
    field(
      TABLE_FIELDS.verdict,
      'string',
      cells.map(({ verdict }) => verdict),
      { displayName: 'Verdict' },
    ),
    field(
      TABLE_FIELDS.reason,
      'string',
      cells.map(({ result }) => result.reason ?? null),
      { displayName: 'Reason' },
    ),
    ...detailFields(cells),
  ];
  return {
    name: titleOf(plan),
    refId: plan.refId,
    fields,
    meta: { ...meta, preferredVisualisationType: 'table' },
  };
}

const field = (name: string, type: Field['type'], values: FieldValue[], config?: Field['config']): Field => ({
  name,
  type,
  values,
  config,
});

/** A column for everything that a measure tells beside its value: the pair of groups of a disparity. */
function detailFields(cells: Cell[]): Field[] {
  const names = [...new Set(cells.flatMap(({ result }) => Object.keys(result.details ?? {})))];
  return names.map((name) =>
    field(
      name,
      'string',
      cells.map(({ result }) => result.details?.[name] ?? null),
    ),
  );
}
