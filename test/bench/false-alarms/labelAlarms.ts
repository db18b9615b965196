import type { AlertRule } from '../../../collector/src/alerts';
import type { ModelSpec } from '../../../collector/src/contract';
import { computeMeasure } from '../../../collector/src/measures';
import { type Alarm, Firing } from './alarm';
import type { Traffic } from './traffic';

const MINIMUM_SAMPLE = 200;
const EVERY_HOURS = 12;

/** Objectives that wait for labels, twice a day, each seeing only the labels that had arrived. */
export function labelAlarms(rules: readonly AlertRule[], spec: ModelSpec, traffic: Traffic): Alarm[] {
  const ofLabels = rules.filter(({ queries }) =>
    ['performance.rocAuc', 'labels.coverage'].includes(queries[0]!.query.measure),
  );
  return ofLabels.flatMap((rule) => {
    const { query, fromSeconds, untilSeconds = 0 } = rule.queries[0]!;
    const target = Number(query.params!.threshold);
    const alarms: Alarm[] = [];
    const firing = new Firing(rule, alarms);
    for (let hour = EVERY_HOURS; hour <= traffic.hours; hour += EVERY_HOURS) {
      const now = hour * 60;
      const seen = labelled(traffic, now - fromSeconds / 60, now - untilSeconds / 60, now);
      if (seen.servedRows < MINIMUM_SAMPLE) continue;
      const coverage = seen.rows / seen.servedRows;
      if (query.measure === 'labels.coverage') {
        firing.at(now, coverage < target);
        continue;
      }
      const isMature = coverage >= (spec.maturity ?? 0.9) && seen.rows >= MINIMUM_SAMPLE;
      const { value } = computeMeasure('performance.rocAuc', seen, {});
      firing.at(now, isMature && value !== null ? value < target : null);
    }
    return alarms;
  });
}

/** Scores are counted in so many bins: an area under the curve to three digits, without sorting. */
const SCORE_BINS = 2000;

/** Labelled rows by score, as they were known at a moment. */
function labelled(traffic: Traffic, from: number, to: number, now: number) {
  const { minutes, outcomes, labelMinutes, scores, labels } = traffic;
  const counts = [new Float64Array(SCORE_BINS), new Float64Array(SCORE_BINS)] as const;
  let servedRows = 0;
  let rows = 0;
  for (let row = firstAt(minutes, from); row < traffic.rows && minutes[row]! < to; row++) {
    if (outcomes[row] !== 0) continue;
    servedRows += 1;
    if (labelMinutes[row]! > now) continue;
    rows += 1;
    counts[labels[row] === 1 ? 1 : 0][Math.min(SCORE_BINS - 1, Math.floor(scores[row]! * SCORE_BINS))]! += 1;
  }
  const [negatives, positives] = counts;
  return { scores: MIDDLES, positives, negatives, rows, servedRows, served: servedRows };
}

const MIDDLES = Float64Array.from({ length: SCORE_BINS }, (_, bin) => (bin + 0.5) / SCORE_BINS);

/** First row at or after a minute. */
export function firstAt(minutes: Int32Array, minute: number): number {
  let [low, high] = [0, minutes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (minutes[middle]! < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}
