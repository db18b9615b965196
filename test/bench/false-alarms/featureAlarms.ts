import type { AlertRule } from '../../../collector/src/alerts';
import { type BinCounts, findMeasure, type MeasureId } from '../../../collector/src/contract';
import { computeMeasure, healthyBlockDistance, type MeasureInputs } from '../../../collector/src/measures';
import { type Alarm, Firing } from './alarm';
import type { Column } from './population';
import type { Traffic } from './traffic';

const MINIMUM_SAMPLE = 200;

/** Rules with a verdict for each feature, at the end of every hour over their windows. */
export function featureAlarms(rules: readonly AlertRule[], traffic: Traffic): Alarm[] {
  const hourly = countHours(traffic);
  const fitting = rules.filter(({ queries }) => findMeasure(queries[0]!.query.measure)?.input === 'bins');
  return traffic.columns.flatMap((column, index) => {
    const alarms: Alarm[] = [];
    const watched = fitting.flatMap((rule) => watch(rule, column, alarms));
    for (let hour = 1; hour <= traffic.hours; hour++) {
      let windowHours = 0;
      let current: BinCounts | null = null;
      for (const one of watched) {
        if (!current || one.windowHours !== windowHours) {
          windowHours = one.windowHours;
          current = sumHours(column, hourly[index]!, hour - windowHours, hour);
        }
        if (current.rows < MINIMUM_SAMPLE) continue;
        const breaches = breachesOf(one, { profile: column.profile, current });
        if (breaches !== null) one.firing.at(hour * 60, breaches);
      }
    }
    return alarms;
  });
}

interface Watched {
  id: MeasureId;
  windowHours: number;
  floor: number;
  /** Healthy blocks of each size, where the threshold rises to what they differ by. */
  healthy: Map<number, number> | null;
  firing: Firing;
}

function watch(rule: AlertRule, { feature, profile }: Column, alarms: Alarm[]): Watched[] {
  const { query, fromSeconds } = rule.queries[0]!;
  const { id, threshold, needsBaseline, featureTypes } = findMeasure(query.measure)!;
  if (featureTypes && !(featureTypes as readonly string[]).includes(profile.type)) return [];
  return [
    {
      id,
      windowHours: fromSeconds / 3600,
      floor: Number(query.params?.threshold ?? threshold),
      healthy: needsBaseline ? new Map() : null,
      firing: new Firing({ name: rule.name, forMinutes: 0, feature }, alarms),
    },
  ];
}

function breachesOf(
  { id, floor, healthy }: Watched,
  input: { profile: Column['profile']; current: BinCounts },
): boolean | null {
  const { value } = computeMeasure(id, input as MeasureInputs[never], {});
  if (value === null) return null;
  // What healthy blocks differ by matters only above the floor.
  return value >= floor && (healthy === null || value >= healthyOf(id, input, healthy));
}

function healthyOf(
  id: MeasureId,
  input: { profile: Column['profile']; current: BinCounts },
  known: Map<number, number>,
): number {
  const { rows } = input.current;
  const size = Math.floor(Math.log2(rows) * 2);
  const found = known.get(size);
  if (found !== undefined) return found;
  const distance = (drawn: MeasureInputs['bins']) => computeMeasure(id, drawn as MeasureInputs[never], {});
  const healthy = healthyBlockDistance(distance, input, rows) ?? 0;
  known.set(size, healthy);
  return healthy;
}

/** Counts of each column by hour, one after the other. */
function countHours({ columns, bins, minutes, rows, hours }: Traffic): Float64Array[] {
  return columns.map(({ profile }, index) => {
    const width = profile.counts.length + 3;
    const counts = new Float64Array(hours * width);
    for (let row = 0; row < rows; row++) {
      counts[Math.floor(minutes[row]! / 60) * width + bins[index]![row]!]! += 1;
    }
    return counts;
  });
}

function sumHours({ profile }: Column, hourly: Float64Array, from: number, to: number): BinCounts {
  const width = profile.counts.length + 3;
  const counts = new Array<number>(width).fill(0);
  let rows = 0;
  for (let hour = Math.max(0, from); hour < to; hour++) {
    for (let bin = 0; bin < width; bin++) {
      counts[bin]! += hourly[hour * width + bin]!;
      rows += hourly[hour * width + bin]!;
    }
  }
  const [unseen, missing, invalid] = counts.slice(width - 3) as [number, number, number];
  const binned = counts.slice(0, width - 3);
  return { type: profile.type, counts: binned, unseen, missing, invalid, belowRange: 0, aboveRange: 0, rows };
}
