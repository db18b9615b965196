import { type DataFrame } from '@grafana/data';
import { DISTRIBUTION_FIELDS } from '@modelwatch/collector/contract';
import { fieldNamed, timeAt } from '../../shared/frames';
import { type DistributionRow } from './readRows';
import { type Ladder, type Slot } from './types';

/** Whether a frame tells its distributions over time. */
export function isOverTime(frame: DataFrame): boolean {
  return fieldNamed(frame, DISTRIBUTION_FIELDS.time) !== undefined;
}

/** The rows of one feature, of every step, as a ladder; and those of the latest step that has predictions. */
export function readLadder(
  frame: DataFrame,
  rows: DistributionRow[],
): { ladder: Ladder; latest: DistributionRow[] } {
  const time = fieldNamed(frame, DISTRIBUTION_FIELDS.time);
  const byTime = new Map<number, DistributionRow[]>();
  for (const row of rows) {
    const timeMs = timeAt(time, row.row);
    if (timeMs === null) continue;
    const known = byTime.get(timeMs);
    if (known) known.push(row);
    else byTime.set(timeMs, [row]);
  }
  const steps = [...byTime].sort(([a], [b]) => a - b);
  const filled = steps.filter(([, ofStep]) => ofStep.some(({ slot }) => slot.currentShare !== null));
  const latest = (filled.at(-1) ?? steps.at(-1))?.[1] ?? [];
  const ladder: Ladder = {
    timesMs: steps.map(([timeMs]) => timeMs),
    stepMs: stepOf(time?.config.custom, steps),
    values: steps.map(([, ofStep]) => ofStep[0]?.value ?? null),
    threshold: latest[0]?.threshold ?? null,
    shares: steps.map(([, ofStep]) => new Map(ofStep.map(({ slot }) => [slotKey(slot), slot.currentShare]))),
  };
  return { ladder, latest };
}

/** By what the same bin of two steps is known. */
export const slotKey = ({ kind, label }: Pick<Slot, 'kind' | 'label'>): string => `${kind} ${label}`;

function stepOf(custom: unknown, steps: [number, unknown][]): number {
  const seconds = (custom as { windowSeconds?: unknown } | undefined)?.windowSeconds;
  if (typeof seconds === 'number' && seconds > 0) return seconds * 1000;
  const [first, second] = steps;
  return first && second ? second[0] - first[0] : 3_600_000;
}
