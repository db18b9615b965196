import type { Field, Frame } from '../../contract';
import type { LabelledCells } from '../cells';
import { bucketsOf, type QueryPlan } from '../plan';
import { valueConfig } from './fieldConfig';
import { metaOf } from './meta';
import { displayNameOf, titleOf } from './names';
import { shownValue } from './shownValue';

/** One time field and one value field a label set, aligned: Grafana's `timeseries-wide`. */
export function seriesFrame(plan: QueryPlan, sets: LabelledCells[], behindSeconds: number): Frame {
  const meta = metaOf(plan, sets, behindSeconds);
  if (sets.length === 0) return { name: titleOf(plan), refId: plan.refId, fields: [], meta };
  const time: Field = {
    name: 'time',
    type: 'time',
    values: bucketsOf(plan),
    config: { custom: { windowSeconds: plan.bucketMs! / 1000 } },
  };
  const values = sets.map(({ labels, cells }): Field => ({
    name: plan.as === 'breach' ? 'breach' : 'value',
    type: 'number',
    labels: { ...plan.commonLabels, ...labels },
    config: valueConfig(plan, displayNameOf(plan, labels)),
    values: cells.map((cell) => shownValue(plan, cell)),
  }));
  return {
    name: titleOf(plan),
    refId: plan.refId,
    fields: [time, ...values],
    meta: { ...meta, type: 'timeseries-wide', typeVersion: [0, 1], preferredVisualisationType: 'graph' },
  };
}
