import { EVIDENCE_THRESHOLD } from '../../../collector/src/contract';
import { DriftDetector, type Evidence, foldOf, streamsOf } from '../../../collector/src/measures/evidence';
import type { AlertRule } from '../../../collector/src/alerts';
import { type Alarm, Firing } from './alarm';
import { segmentValues, type Traffic } from './traffic';

/** Evidence of drift at the end of every hour, as `drift.evidence` answers it, from counts of the hour's rows. */
export function evidenceByHour(traffic: Traffic): Evidence[] {
  const { columns, segments } = traffic;
  const values = segmentValues(traffic);
  const profiles = Object.fromEntries(columns.map(({ feature, profile }) => [feature, profile]));
  const detector = new DriftDetector(streamsOf(profiles, values));
  const folds = columns.map(({ profile }) => foldOf(profile));
  const sizes = folds.map((fold) => Math.max(...fold) + 1);
  const features = columns.length;
  const firstOf: number[] = [];
  let places = 1;
  for (const segment of segments) {
    firstOf.push(places);
    places += segment.values.length;
  }
  const rowPlaces = new Int32Array(segments.length + 1);
  // The detector keeps what it needs: the same room serves every hour.
  const buffers = Array.from(
    { length: places * features },
    (_, place) => new Float64Array(sizes[place % features]!),
  );
  const counts = new Array<Float64Array | null>(places * features).fill(null);
  const evidence: Evidence[] = [];
  let row = 0;
  for (let hour = 0; hour < traffic.hours; hour++) {
    counts.fill(null);
    for (const one of buffers) one.fill(0);
    for (; row < traffic.rows && traffic.minutes[row]! < (hour + 1) * 60; row++) {
      rowPlaces[0] = 0;
      for (let one = 0; one < segments.length; one++) {
        rowPlaces[one + 1] = (firstOf[one]! + segments[one]!.codes[row]!) * features;
      }
      for (let index = 0; index < features; index++) {
        const bin = folds[index]![traffic.bins[index]![row]!]!;
        for (let place = 0; place < rowPlaces.length; place++) {
          const at = rowPlaces[place]! + index;
          const into = buffers[at]!;
          counts[at] = into;
          into[bin]! += 1;
        }
      }
    }
    evidence.push(detector.add(hour, counts));
  }
  return evidence;
}

/** The rule on evidence, at the end of every hour: it fires while any hour of its range has enough. */
export function evidenceAlarms(rule: AlertRule, traffic: Traffic): Alarm[] {
  const evidence = evidenceByHour(traffic);
  const rangeHours = rule.queries[0]!.fromSeconds / 3600;
  const alarms: Alarm[] = [];
  const firing = new Firing({ ...rule, forMinutes: 0 }, alarms);
  for (let hour = 1; hour <= traffic.hours; hour++) {
    const range = evidence.slice(Math.max(0, hour - rangeHours), hour);
    firing.at(
      hour * 60,
      range.some(({ logEvidence }) => logEvidence >= EVIDENCE_THRESHOLD),
    );
    const last = alarms[alarms.length - 1];
    if (last?.minute === hour * 60) last.feature = evidence[hour - 1]!.feature;
  }
  return alarms;
}
