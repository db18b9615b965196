import { computeMeasure } from '../../../collector/src/measures';
import {
  kolmogorovSmirnov,
  mergeValueCounts,
  tabulateValues,
  type ValueCounts,
  wasserstein,
} from '../../../collector/src/measures/twoSample';
import { type Alarm, Firing } from './alarm';
import { firstAt } from './labelAlarms';
import type { Traffic } from './traffic';

const DAY_MINUTES = 24 * 60;

/** Rows of the baseline that the reports compare with. */
export interface Reference {
  ages: Float64Array;
  scores: Float64Array;
}

/**
 * What a report of each day would tell. Evidently 0.7.23 by its defaults for a reference of more than 1,000 rows: a number
 * has drifted from a Wasserstein distance of 0.1 standard deviations, a category from a Jensen-Shannon distance of 0.1;
 * the data set from half of its columns. And a Kolmogorov-Smirnov test of each number, p below 0.05.
 */
export function peerAlarms(traffic: Traffic, reference: Reference): Alarm[] {
  const alarms: Alarm[] = [];
  const column = new Firing({ name: 'evidently-column', forMinutes: 0 }, alarms);
  const dataset = new Firing({ name: 'evidently-dataset', forMinutes: 0 }, alarms);
  const test = new Firing({ name: 'ks-test', forMinutes: 0 }, alarms);
  const none = new Float64Array(0);
  const known = [tabulateValues(reference.ages, none), tabulateValues(reference.scores, none)] as const;
  const spread = deviationOf(reference.ages);
  for (let end = DAY_MINUTES; end <= traffic.hours * 60; end += DAY_MINUTES) {
    const [from, to] = [firstAt(traffic.minutes, end - DAY_MINUTES), firstAt(traffic.minutes, end)];
    const ages = merged(known[0], traffic.ages.subarray(from, to));
    const scores = merged(known[1], traffic.scores.subarray(from, to));
    const drifted = traffic.columns.filter((one, index) =>
      one.profile.type === 'number'
        ? wasserstein(ages).statistic! / Math.max(spread, 0.001) >= 0.1
        : jensenShannon(traffic, index, from, to) >= 0.1,
    );
    column.at(end, drifted.length > 0);
    dataset.at(end, drifted.length >= traffic.columns.length / 2);
    test.at(
      end,
      [ages, scores].some((counts) => kolmogorovSmirnov(counts).pValue! < 0.05),
    );
  }
  return alarms;
}

const merged = (reference: ValueCounts, rows: Float32Array): ValueCounts =>
  mergeValueCounts(reference, tabulateValues([], Float64Array.from(rows)));

function jensenShannon(traffic: Traffic, index: number, from: number, to: number): number {
  const { profile } = traffic.columns[index]!;
  const counts = new Array<number>(profile.counts.length + 3).fill(0);
  for (let row = from; row < to; row++) counts[traffic.bins[index]![row]!]! += 1;
  // Every value seen counts, missing ones are dropped.
  const present = profile.counts.length + 1;
  const joined = { baseline: [...profile.counts, 0], current: counts.slice(0, present), rows: to - from };
  const { value } = computeMeasure('drift.jensenShannon', { joined }, {});
  return value ?? 0;
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
