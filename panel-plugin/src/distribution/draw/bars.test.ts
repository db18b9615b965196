import fc from 'fast-check';
import { barsOf, greatestBar, shareScale } from '.';
import { ARRANGEMENTS, type Arrangement } from '../options';

const PLOT = { top: 0, bottom: 100 };
const placed = (baselineShare: number | null, currentShare: number | null) =>
  ({ slot: { kind: 'level', baselineShare, currentShare }, x: 10, width: 40, isApart: false }) as never;
const bars = (arrangement: Arrangement, baseline: number | null, current: number | null) =>
  barsOf(placed(baseline, current), arrangement, shareScale(arrangement, 1, PLOT));

describe('barsOf', () => {
  it('mirrors the baseline below zero', () => {
    expect(bars('mirrored', 0.5, 1)).toMatchObject([
      { side: 'current', y: 0, height: 50 },
      { side: 'baseline', y: 50, height: 25 },
    ]);
  });

  it('draws the difference up where there is more, down where there is less, not at all where one is unknown', () => {
    expect(bars('difference', 0.2, 0.6)).toMatchObject([{ side: 'more', height: expect.closeTo(20, 9) }]);
    expect(bars('difference', 0.6, 0.2)).toMatchObject([{ side: 'fewer', y: 50 }]);
    expect(bars('difference', null, 0.2)).toEqual([]);
    expect(bars('difference', 0.2, 0.2)).toEqual([]);
  });

  it.each(ARRANGEMENTS)(
    '%s: every bar stays inside its slot and the plot, and none is lost',
    (arrangement) => {
      const share = fc.double({ min: 0, max: 1, noNaN: true });
      fc.assert(
        fc.property(share, share, (baseline, current) => {
          const drawn = bars(arrangement, baseline, current);
          for (const { x, y, width, height } of drawn) {
            expect(x).toBeGreaterThanOrEqual(10);
            expect(x + width).toBeLessThanOrEqual(50);
            expect(height).toBeGreaterThan(0);
            expect(y).toBeGreaterThanOrEqual(-1.5);
            expect(y + height).toBeLessThanOrEqual(101.5);
          }
          const expected = arrangement === 'difference' ? [current - baseline] : [baseline, current];
          expect(drawn).toHaveLength(expected.filter((one) => one !== 0).length);
        }),
      );
    },
  );
});

describe('shareScale', () => {
  it('stands on zero, or around it', () => {
    expect(shareScale('overlaid', 0.34, { top: 0, bottom: 90 }).ticks).toEqual([0, 0.2, 0.4]);
    expect(shareScale('mirrored', 0.34, { top: 0, bottom: 200 }).ticks).toEqual([-0.4, -0.2, 0, 0.2, 0.4]);
  });
});

test('greatestBar is the greatest share, or the greatest change', () => {
  const slots = [
    { baselineShare: 0.9, currentShare: 0.8 },
    { baselineShare: null, currentShare: 0.2 },
  ];
  expect(greatestBar(slots, 'overlaid')).toBe(0.9);
  expect(greatestBar(slots, 'difference')).toBeCloseTo(0.1, 12);
});
