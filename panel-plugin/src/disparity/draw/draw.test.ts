import fc from 'fast-check';
import { gapsOverTime, layoutRows, lineSegments, nearestIndex, spreadLabels } from '.';

describe('lineSegments', () => {
  it('breaks a line where nothing is known, and draws nothing that was not told', () => {
    expect(lineSegments([1, 2, 3, 4], [0.1, null, 0.3, 0.4])).toEqual([
      [{ timeMs: 1, value: 0.1 }],
      [
        { timeMs: 3, value: 0.3 },
        { timeMs: 4, value: 0.4 },
      ],
    ]);
    const values = fc.array(fc.option(fc.double({ noNaN: true })));
    fc.assert(
      fc.property(values, (given) => {
        const times = given.map((_, index) => index);
        const drawn = lineSegments(times, given).flat();
        expect(drawn.map(({ value }) => value)).toEqual(given.filter((value) => value !== null));
      }),
    );
  });
});

describe('gapsOverTime', () => {
  const rates = {
    timesMs: [1, 2, 3],
    lines: [
      { group: 'a', values: [0.6, 0.5, null] },
      { group: 'b', values: [0.4, 0, 0.3] },
      { group: 'tiny', values: [1, 1, 1] },
    ],
  };
  it('follows the pair that is named, on whichever side it is', () => {
    const gaps = gapsOverTime(rates, 'difference', { highest: 'b', lowest: 'a' });
    expect(gaps.map((gap) => gap?.value)).toEqual([expect.closeTo(-0.2, 12), -0.5, undefined]);
    expect(gapsOverTime(rates, 'ratio', { highest: 'a', lowest: 'b' }).map((gap) => gap?.value)).toEqual([
      expect.closeTo(2 / 3, 12),
      0,
      undefined,
    ]);
    expect(gapsOverTime(rates, 'ratio', { highest: 'b', lowest: 'a' })[1]).toBeNull();
  });

  it('compares the outermost of each time where no pair is named', () => {
    const gaps = gapsOverTime(rates, 'difference', null);
    expect(gaps[0]).toMatchObject({ lowest: 'b', highest: 'tiny' });
    expect(gaps[2]).toMatchObject({ value: expect.closeTo(0.7, 12) });
  });
});

describe('spreadLabels', () => {
  it('lets no label cover another and none leave its limits', () => {
    const ys = fc.array(fc.integer({ min: -50, max: 300 }), { maxLength: 30 });
    fc.assert(
      fc.property(ys, (given) => {
        const placed = spreadLabels(
          given.map((y) => ({ y })),
          { top: 10, bottom: 200 },
        );
        placed.forEach(({ y }, index) => {
          expect(y).toBeGreaterThanOrEqual(10);
          expect(y).toBeLessThanOrEqual(200);
          if (index > 0) expect(y - placed[index - 1]!.y).toBeGreaterThanOrEqual(13);
        });
      }),
    );
  });
});

describe('layoutRows', () => {
  const group = { low: 0.2, high: 0.6, value: 0.4, baseline: 0.5 } as never;
  it.each([
    [200, true],
    [480, false],
    [2500, false],
  ])('at %i px stacked: %p, and its parts fill the width', (width, isStacked) => {
    const layout = layoutRows({
      width,
      groups: [group],
      others: [0.1],
      longestName: 5000,
      fromZero: true,
      limit: 1,
    });
    expect(layout.isStacked).toBe(isStacked);
    expect(layout.nameWidth + layout.trackWidth + layout.valueWidth).toBe(width);
    expect(layout.scale.at(0.6)).toBeLessThanOrEqual(layout.trackWidth);
  });
});

test('nearestIndex finds the time nearest to a moment', () => {
  expect([nearestIndex([], 5), nearestIndex([1, 4, 9], 6), nearestIndex([1, 4, 9], 7)]).toEqual([-1, 1, 2]);
});
