import { type DataFrame } from '@grafana/data';
import { TRIANGLE_FIELDS } from '@modelwatch/collector/contract';
import {
  booleanAt,
  dropCommonLabels,
  emptyReason,
  fieldNamed,
  labelsOf,
  missingFields,
  numberAt,
  timeAt,
} from '../../shared/frames';
import { type PredictionDay, type Prepared, type Triangle } from './types';

const REQUIRED = Object.values(TRIANGLE_FIELDS);
const OWN_NAMES = new Set<string>([...REQUIRED, 'verdict', 'reason']);

/**
 * Makes triangles of prediction day by age out of the answers of a label-arrival query of the shape `table`. Frames of
 * another form are left out; when none fits, `reason` says what is missing.
 */
export function prepareArrival(frames: DataFrame[]): Prepared {
  const suitable = frames.filter(
    (frame) => frame.fields.length > 0 && missingFields(frame, REQUIRED).length === 0,
  );
  if (suitable.length === 0) return explainUnsuitable(frames);
  const triangles = suitable.flatMap((frame, index) =>
    readTriangles(frame, suitable.length > 1 ? (frame.refId ?? String(index)) : ''),
  );
  const filled = triangles.filter(({ days }) => days.some(({ served }) => served > 0));
  if (filled.length === 0) {
    return {
      state: 'empty',
      reason: emptyReason(frames) ?? 'No prediction was answered in this time range.',
    };
  }
  return { state: 'ready', triangles: dropCommonLabels(filled), model: filled[0]!.labels.model ?? null };
}

function explainUnsuitable(frames: DataFrame[]): Prepared {
  const filled = frames.find((frame) => frame.fields.length > 0);
  if (!filled) return { state: 'empty', reason: emptyReason(frames) ?? 'The query gave no data.' };
  const absent = missingFields(filled, REQUIRED).join(', ');
  return {
    state: 'unsuitable',
    reason:
      `This panel draws how labels arrive by prediction day and age, and the data has no field named ${absent}. ` +
      'Ask the measure “Label arrivals” with the shape “Table”.',
  };
}

interface Cells {
  labels: Record<string, string>;
  /** By day, then by age. */
  days: Map<
    number,
    { served: number; arrived: Map<number, number | null>; partial: Map<number, number | null> }
  >;
}

function readTriangles(frame: DataFrame, query: string): Triangle[] {
  const column = (name: keyof typeof TRIANGLE_FIELDS) => fieldNamed(frame, TRIANGLE_FIELDS[name])!;
  const [day, age, served, arrived, coverage, complete] = [
    column('day'),
    column('age'),
    column('served'),
    column('arrived'),
    column('coverage'),
    column('complete'),
  ];
  const labelsAt = labelsOf(frame, OWN_NAMES);
  const byKey = new Map<string, Cells>();
  const allAges = new Set<number>();
  for (let row = 0; row < frame.length; row++) {
    const [dayMs, ageDays] = [timeAt(day, row), numberAt(age, row)];
    if (dayMs === null || ageDays === null) continue;
    const labels = labelsAt(row);
    const key = [query, ...Object.values(labels)].join('\u0000');
    const cells: Cells = byKey.get(key) ?? { labels, days: new Map() };
    byKey.set(key, cells);
    const known = cells.days.get(dayMs) ?? {
      served: 0,
      arrived: new Map<number, number | null>(),
      partial: new Map<number, number | null>(),
    };
    cells.days.set(dayMs, known);
    known.served = Math.max(known.served, numberAt(served, row) ?? 0);
    const counts = booleanAt(complete, row) ? known.arrived : known.partial;
    counts.set(ageDays, numberAt(arrived, row));
    allAges.add(ageDays);
  }
  const ages = [...allAges].sort((a, b) => a - b);
  return [...byKey].map(([key, { labels, days }]) => ({
    key,
    labels,
    ages,
    days: [...days]
      .sort(([a], [b]) => a - b)
      .map(([dayMs, cells]): PredictionDay => ({
        dayMs,
        days: 1,
        served: cells.served,
        arrived: ages.map((one) => cells.arrived.get(one) ?? null),
        partial: ages.map((one) => cells.partial.get(one) ?? null),
      })),
    fields: { frame, coverage },
  }));
}
