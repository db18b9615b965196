import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ColumnProfile, EVIDENCE_THRESHOLD } from '../../collector/src/contract';
import { DriftDetector, streamsOf } from '../../collector/src/measures';
import { Comparisons } from './comparisons';

/*
 * Evidence of drift against an implementation by linear programs and root finding: ten days of two features in two
 * segments, with a season, a moderate change of one segment and a feature that goes missing in the other.
 */

const expected = JSON.parse(readFileSync(join(__dirname, 'expected/evidence.json'), 'utf8')) as {
  columns: Record<string, number[]>;
  segments: string[];
  hours: { counts: number[][]; logEvidence: number; carrier: number }[];
};

const comparisons = new Comparisons();
afterAll(() => {
  process.stdout.write(`\n${comparisons.table('Evidence of drift against linear programs')}\n`);
});

test('every hour has the evidence that the linear programs say, and its alarms', () => {
  const columns = Object.fromEntries(
    Object.entries(expected.columns).map(([feature, counts]): [string, ColumnProfile] => [
      feature,
      {
        type: 'category',
        levels: counts.map((_, level) => String(level)),
        counts,
        missing: 0,
        n: counts.reduce((sum, count) => sum + count, 0),
      },
    ]),
  );
  const streams = streamsOf(columns, expected.segments);
  const detector = new DriftDetector(streams);
  const alarms: number[] = [];
  expected.hours.forEach(({ counts, logEvidence, carrier }, hour) => {
    const told = detector.add(
      hour,
      counts.map((one) => Float64Array.from(one)),
    );
    comparisons.compare('drift.evidence', told.logEvidence, logEvidence, `in hour ${hour}`, 1e-6);
    expect(told.isAlarm).toBe(logEvidence >= EVIDENCE_THRESHOLD);
    if (told.isAlarm) {
      alarms.push(hour);
      expect(told).toMatchObject({ feature: streams[carrier]!.feature, segment: streams[carrier]!.segment });
    }
  });
  // Both changes are told, the second one by the segment in which the feature is missing, and nothing else is.
  expect(alarms.every((hour) => (hour >= 192 && hour < 208) || (hour >= 220 && hour < 226))).toBe(true);
  expect(alarms.some((hour) => hour < 208) && alarms.some((hour) => hour >= 220)).toBe(true);
});
