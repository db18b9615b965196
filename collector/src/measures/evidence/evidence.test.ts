import fc from 'fast-check';
import { type ColumnProfile, EVIDENCE_THRESHOLD } from '../../contract';
import { seededRandom } from '../statistics';
import { clippedRatio } from './clippedRatio';
import { DriftDetector, type Evidence, foldOf, samplingError, streamsOf } from '.';
import { greatestMean } from './greatestMean';

const shares = (least: number) =>
  fc
    .array(fc.double({ min: least, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 })
    .filter((list) => list.some((share) => share > 0))
    .map((list) => Float64Array.from(list, (share) => share / list.reduce((sum, one) => sum + one, 0)));

const distance = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, share, bin) => sum + Math.abs(share - b[bin]!) / 2, 0);

const mean = (scores: Float64Array, of: Float64Array): number =>
  scores.reduce((sum, score, bin) => sum + score * of[bin]!, 0);

test('the greatest mean over a neighbourhood, worked by hand', () => {
  const healthy = { shares: Float64Array.of(0.5, 0.5), radius: 0.1 };
  expect(greatestMean(Float64Array.of(1, 3), healthy)).toBeCloseTo(2.2, 12);
  // 0.2 of mass from 1 and 0.1 from 2, to 4.
  const three = { shares: Float64Array.of(0.2, 0.5, 0.3), radius: 0.3 };
  expect(greatestMean(Float64Array.of(1, 2, 4), three)).toBeCloseTo(0.4 * 2 + 0.6 * 4, 12);
});

test('no healthy distribution has a greater mean, so that no bet gains on one', () => {
  const anywhere = fc.tuple(
    shares(0),
    shares(0),
    shares(0.001),
    fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  );
  fc.assert(
    fc.property(anywhere, ([centre, other, alternative, radius]) => {
      const healthy = { shares: centre, radius };
      const away = distance(centre, other);
      const part = away > radius ? radius / away : 1;
      const inside = centre.map((share, bin) => share + part * (other[bin]! - share));
      const scores = clippedRatio(alternative, healthy) ?? alternative;
      expect(mean(scores, inside)).toBeLessThanOrEqual(greatestMean(scores, healthy) * (1 + 1e-9));
    }),
  );
});

test("Huber's clips make the least favourable distribution a distribution, and nothing is bet on what is healthy", () => {
  const healthy = { shares: Float64Array.of(0.25, 0.25, 0.25, 0.25), radius: 0.1 };
  const scores = clippedRatio(Float64Array.of(0.7, 0.1, 0.1, 0.1), healthy)!;
  // 0.1 moves from the last three to the first: 0.7 / 0.35 and 0.1 / (0.25 − 0.1 / 3).
  expect(scores[0]).toBeCloseTo(2, 9);
  expect(scores[1]).toBeCloseTo(0.1 / (0.25 - 0.1 / 3), 9);
  expect(greatestMean(scores, healthy)).toBeCloseTo(1, 9);
  expect(clippedRatio(Float64Array.of(0.34, 0.22, 0.22, 0.22), healthy)).toBeNull();
});

test('shares of few rows are uncertain', () => {
  expect(samplingError(Float64Array.of(0.5, 0.5), 100)).toBeCloseTo(0.0398942280401, 12);
  expect(samplingError(Float64Array.of(0.5, 0.5), 0)).toBe(1);
});

const COLOURS: ColumnProfile = {
  type: 'category',
  levels: ['blue', 'green', 'red'],
  counts: [5000, 3000, 2000],
  missing: 0,
  n: 10_000,
};
const USUAL = [0.5, 0.3, 0.2, 0, 0, 0];

/** An hour of rows drawn with some shares. */
function draw(of: readonly number[], rows: number, random: () => number): Float64Array {
  const counts = new Float64Array(of.length);
  for (let row = 0; row < rows; row++) {
    let left = random();
    const bin = of.findIndex((share) => (left -= share) < 0);
    counts[bin === -1 ? 0 : bin]! += 1;
  }
  return counts;
}

/** Two segments with as many rows each, over some hours. */
function run(hours: number, sharesAt: (hour: number, segment: number) => readonly number[]): Evidence[] {
  const random = seededRandom(7);
  const detector = new DriftDetector(streamsOf({ colour: COLOURS }, ['client = web', 'client = mobile']));
  return Array.from({ length: hours }, (_, hour) => {
    const [web, mobile] = [0, 1].map((segment) => draw(sharesAt(hour, segment), 60, random));
    const whole = web!.map((count, bin) => count + mobile![bin]!);
    return detector.add(hour, [whole, web!, mobile!]);
  });
}

const WEEK = 7 * 24;

test('quiet weeks, harmless shifts and the seasons of a day give no evidence', () => {
  const quiet = run(4 * WEEK, (hour) =>
    hour % 24 < 12 ? [0.42, 0.36, 0.22, 0, 0, 0] : [0.58, 0.24, 0.18, 0, 0, 0],
  );
  expect(Math.max(...quiet.map(({ logEvidence }) => logEvidence))).toBeLessThan(1);
});

test('a value that goes missing alarms within the hour, in the segment that carries it, and only while it lasts', () => {
  const broken = (hour: number, segment: number) =>
    segment === 1 && hour >= WEEK && hour < WEEK + 5 ? [0.1, 0.06, 0.04, 0, 0.8, 0] : USUAL;
  const hours = run(2 * WEEK, broken);
  expect(hours[WEEK]).toMatchObject({ isAlarm: true, feature: 'colour', segment: 'client = mobile' });
  expect(hours[WEEK]!.logEvidence).toBeGreaterThan(EVIDENCE_THRESHOLD);
  const alarms = hours.flatMap(({ isAlarm }, hour) => (isAlarm ? [hour] : []));
  expect(alarms).toEqual([0, 1, 2, 3, 4].map((hour) => WEEK + hour));
});

test('a moderate shift needs some hours, and is found within a day', () => {
  const shifted = run(WEEK + 24, (hour) => (hour < WEEK ? USUAL : [0.25, 0.45, 0.3, 0, 0, 0]));
  const first = shifted.findIndex(({ isAlarm }) => isAlarm) - WEEK;
  expect(first).toBeGreaterThanOrEqual(1);
  expect(first).toBeLessThan(24);
});

test('levels beyond the most frequent are counted together, apart from unseen, missing and invalid', () => {
  const counts = Array.from({ length: 200 }, (_, level) => (level === 150 ? 1000 : 10));
  const profile: ColumnProfile = {
    type: 'category',
    levels: counts.map((_, level) => String(level)),
    counts,
    missing: 0,
    n: 2990,
  };
  const fold = foldOf(profile);
  expect(fold[150]).toBe(0);
  expect([...new Set(fold)].length).toBe(32);
  expect([fold[199], ...fold.slice(200)]).toEqual([28, 29, 30, 31]);
});
