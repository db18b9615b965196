import fc from 'fast-check';
import { arrangeCards, fitLabels, niceTicks, scaleAround, timeTicks, truncateLabel, visibleRows } from '.';

describe('niceTicks', () => {
  it('starts at 0, reaches the maximum, and has no more ticks than asked for by one', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        fc.integer({ min: 2, max: 6 }),
        (max, most) => {
          const ticks = niceTicks(max, most);
          expect(ticks[0]).toBe(0);
          expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-9));
          expect(ticks.length).toBeLessThanOrEqual(most);
        },
      ),
    );
  });
});

describe('fitLabels', () => {
  it('never lets labels touch or leave their limits', () => {
    const limits = { left: 0, right: 300 };
    const labels = fc.array(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(labels, (texts) => {
        const placed = texts.map((text, index) => ({ text, x: ((index + 0.5) * 300) / texts.length }));
        const fitted = fitLabels(placed, limits);
        expect(fitted.length).toBeGreaterThan(0);
        fitted.forEach((label, index) => {
          const next = fitted[index + 1];
          if (next) expect(next.x - label.x).toBeGreaterThan((label.text.length + next.text.length) * 3);
        });
      }),
    );
  });

  it('cuts long names with an ellipsis', () => {
    expect(truncateLabel('self-employed', 60)).toBe('self-emp…');
    expect(truncateLabel('web', 10)).toBe('web');
  });
});

describe('grid', () => {
  it.each([
    [200, 1],
    [560, 2],
    [1400, 5],
  ])('at %i px has %i columns', (width, columns) => {
    expect(arrangeCards({ width, height: 400 }, 14).columns).toBe(columns);
  });

  it('gives a single feature the whole panel', () => {
    expect(arrangeCards({ width: 900, height: 700 }, 1)).toMatchObject({ cardWidth: 900, cardHeight: 700 });
  });

  it('draws what is seen and a little more, of a list of any length', () => {
    expect(visibleRows({ scrollTop: 0, height: 400, rowHeight: 200, rows: 50 })).toEqual({
      first: 0,
      last: 4,
    });
    expect(visibleRows({ scrollTop: 4000, height: 400, rowHeight: 200, rows: 50 })).toEqual({
      first: 18,
      last: 24,
    });
    expect(visibleRows({ scrollTop: 99_999, height: 400, rowHeight: 200, rows: 50 }).last).toBe(49);
    expect(visibleRows({ scrollTop: 0, height: 400, rowHeight: 200, rows: 0 })).toEqual({
      first: 0,
      last: -1,
    });
  });
});

describe('scaleAround', () => {
  const view = { start: 0, end: 100, atMost: 5, fromZero: true };

  it('holds a value that lies just below a round one', () => {
    expect(scaleAround([999_999.99975], { ...view, fromZero: false }).min).toBeLessThanOrEqual(999_999.99975);
  });

  it('holds every value, at ticks that grow, whether from zero or fitted', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.boolean(), (given, fromZero) => {
        const scale = scaleAround(given, { ...view, fromZero });
        expect(scale.min).toBeLessThanOrEqual(Math.min(...given) + 1e-9);
        expect(scale.max).toBeGreaterThanOrEqual(Math.max(...given) * (1 - 1e-9));
        scale.ticks.forEach((tick, index) => {
          if (index > 0) expect(tick).toBeGreaterThan(scale.ticks[index - 1]!);
        });
      }),
    );
  });

  it.each([
    [[0.42, 0.61], true, [0, 0.2, 0.4, 0.6, 0.8]],
    [[0.42, 0.44], false, [0.42, 0.425, 0.43, 0.435, 0.44]],
    [[0.2, 0.97], true, [0, 0.25, 0.5, 0.75, 1]],
  ])('of %p from zero %p has the ticks %p', (values, fromZero, ticks) => {
    expect(scaleAround(values, { ...view, fromZero, limit: 1 }).ticks).toEqual(ticks);
  });

  it('has a scale where there is nothing to hold, and keeps what lies outside at its end', () => {
    const scale = scaleAround([NaN], view);
    expect([scale.at(0), scale.at(1), scale.at(7)]).toEqual([0, 100, 100]);
  });
});

describe('timeTicks', () => {
  const from = Date.UTC(2026, 9, 1);
  it('marks round times inside the range, no more than there is room for', () => {
    const ticks = timeTicks({ from, to: from + 7 * 86_400_000 }, 8, 'utc');
    expect(ticks.map(({ text }) => text)).toEqual([
      '10/01',
      '10/02',
      '10/03',
      '10/04',
      '10/05',
      '10/06',
      '10/07',
      '10/08',
    ]);
    expect(timeTicks({ from, to: from + 3_600_000 }, 5, 'utc').map(({ text }) => text)).toEqual([
      '00:00',
      '00:15',
      '00:30',
      '00:45',
      '01:00',
    ]);
  });

  it('has none in an empty range', () => expect(timeTicks({ from, to: from }, 5, 'utc')).toEqual([]));
});
