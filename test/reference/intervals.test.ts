import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  accelerationOf,
  bcaInterval,
  bootstrapCounts,
  countScoredRows,
  createMeanSequence,
  deLongInterval,
  newcombeInterval,
  pairedDeLong,
  rateSequence,
  tangoInterval,
} from '../../collector/src/measures';
import { Comparisons } from './comparisons';

/*
 * Intervals against SciPy, statsmodels and the definitions of the papers (`scripts/expectIntervals.py`), and against
 * the figures that the papers print.
 */

type Ends = [lower: number, upper: number];
interface Expected {
  newcombe: { first: [number, number]; second: [number, number]; interval: Ends }[];
  tango: { onlyFirst: number; onlySecond: number; n: number; interval: Ends }[];
  pairedDeLong: {
    first: number[];
    second: number[];
    positive: number[];
    areas: [number, number];
    difference: number;
    interval: Ends;
    pValue: number;
    logitIntervalOfFirst: Ends;
  }[];
  bca: { statistic: string; estimate: number; leftOut: number[]; replicates: number[]; interval: Ends }[];
  bcaOfF1: { counts: number[]; estimate: number; interval: Ends }[];
  rateSequence: { yes: number; n: number; interval: Ends }[];
  meanSequence: { values: number[]; at: Record<string, Ends> };
}

const expected = JSON.parse(readFileSync(join(__dirname, 'expected/intervals.json'), 'utf8')) as Expected;
const comparisons = new Comparisons();

afterAll(() => {
  process.stdout.write(`\n${comparisons.table('Intervals against their references')}\n`);
});

function compareEnds(
  what: string,
  interval: { lower: number; upper: number } | null,
  [lower, upper]: Ends,
  where: string,
): void {
  comparisons.compare(what, interval?.lower, lower, `lower end, ${where}`);
  comparisons.compare(what, interval?.upper, upper, `upper end, ${where}`);
}

const shareOf = ([part, n]: [number, number]) => ({ share: part / n, n });

test.each(expected.newcombe)('Newcombe: $first less $second', ({ first, second, interval }) => {
  const ours = newcombeInterval({ first: shareOf(first), second: shareOf(second) });
  compareEnds('Newcombe difference', ours, interval, `${first.join('/')} − ${second.join('/')}`);
});

test('Newcombe: the examples that the paper prints (1998, table II, method 10)', () => {
  const printed = [
    [[56, 70], [48, 80], 0.0524, 0.3339],
    [[9, 10], [3, 10], 0.1705, 0.809],
    [[5, 56], [0, 29], -0.0381, 0.1926],
  ] as const;
  for (const [first, second, lower, upper] of printed) {
    const ours = newcombeInterval({ first: shareOf([...first]), second: shareOf([...second]) })!;
    expect(ours.lower).toBeCloseTo(lower, 4);
    expect(ours.upper).toBeCloseTo(upper, 4);
  }
});

test.each(expected.tango)('Tango: $onlyFirst against $onlySecond of $n', ({ interval, ...counts }) => {
  compareEnds('Tango paired difference', tangoInterval(counts), interval, JSON.stringify(counts));
});

test('Tango: airway hyper-responsiveness, as Fagerland, Lydersen and Laake print it (2014)', () => {
  const { lower, upper } = tangoInterval({ onlyFirst: 1, onlySecond: 7, n: 21 })!;
  expect([lower.toFixed(3), upper.toFixed(3)]).toEqual(['-0.517', '-0.026']);
});

test.each(expected.pairedDeLong)('DeLong: $areas', (one) => {
  const first = Float64Array.from(one.first);
  const second = Float64Array.from(one.second);
  const positive = Uint8Array.from(one.positive);
  const paired = pairedDeLong({ first, second, positive })!;
  const where = `${positive.length} rows`;
  comparisons.compare('paired DeLong', paired.first, one.areas[0], `first area, ${where}`);
  comparisons.compare('paired DeLong', paired.second, one.areas[1], `second area, ${where}`);
  compareEnds('paired DeLong', paired.interval, one.interval, where);
  comparisons.comparePValue('paired DeLong', paired.pValue, one.pValue, where);
  const interval = deLongInterval(countScoredRows(first, positive));
  compareEnds('DeLong on the logit scale', interval, one.logitIntervalOfFirst, where);
});

test.each(expected.bca)('BCa of the $statistic, from the same resamples as SciPy', (one) => {
  const ours = bcaInterval({
    estimate: one.estimate,
    replicates: Float64Array.from(one.replicates),
    acceleration: accelerationOf(one.leftOut.map((value) => ({ value, weight: 1 }))),
  });
  compareEnds('BCa bootstrap', ours, one.interval, one.statistic);
});

test.each(expected.bcaOfF1)('BCa of F1 over $counts: counts drawn instead of rows', (one) => {
  const f1 = ([tp, fp, fn]: Float64Array) => (2 * tp!) / (2 * tp! + fp! + fn!);
  const interval = bootstrapCounts({ counts: one.counts, statistic: f1, resamples: 20_000 })!;
  // Both are estimates from 20,000 resamples each: three standard errors of an end are about 0.03 of the width.
  const tolerance = 0.06 * (one.interval[1] - one.interval[0]);
  expect(Math.abs(interval.lower - one.interval[0])).toBeLessThan(tolerance);
  expect(Math.abs(interval.upper - one.interval[1])).toBeLessThan(tolerance);
});

test.each(expected.rateSequence)('confidence sequence of a rate: $yes of $n', ({ yes, n, interval }) => {
  compareEnds('rate, at every moment', rateSequence({ share: yes / n, n }), interval, `${yes} of ${n}`);
});

test('confidence sequence of a bounded mean', () => {
  const { values, at } = expected.meanSequence;
  const sequence = createMeanSequence();
  values.forEach((value, index) => {
    sequence.record(value);
    const interval = at[index + 1];
    if (interval) compareEnds('mean, at every moment', sequence.interval(), interval, `after ${index + 1}`);
  });
  expect(comparisons.count('mean, at every moment')).toBe(2 * Object.keys(at).length);
});
