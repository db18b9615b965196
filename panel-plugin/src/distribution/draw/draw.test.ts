import fc from 'fast-check';
import { arrangeCards, edgeMarks, findSlotAt, labelAxis, layoutChart, niceTicks, visibleRows } from '.';
import { fitLabels, truncateLabel } from './fitLabels';
import { formatEdges } from './formatEdges';

const slot = (kind: 'bin' | 'level' | 'missing' | 'unseen', more = {}) => ({
  kind,
  label: kind,
  lower: null,
  upper: null,
  baselineShare: 0.1,
  currentShare: 0.1,
  baselineCount: 10,
  currentCount: 10,
  ...more,
});

describe('formatEdges', () => {
  it.each([
    [
      [10, 18, 25],
      ['10', '18', '25'],
    ],
    [
      [0.1, 0.25],
      ['0.1', '0.25'],
    ],
    [
      [0.0412, 0.0413],
      ['0.0412', '0.0413'],
    ],
    [
      [12000, 1500000],
      ['0.012M', '1.5M'],
    ],
    [
      [12000, 35500],
      ['12k', '35.5k'],
    ],
    [
      [-3, 0, 3],
      ['-3', '0', '3'],
    ],
    [
      [1e-9, 2e-9],
      ['1.0e-9', '2.0e-9'],
    ],
  ])('writes %p as %p', (edges, texts) => expect(formatEdges(edges)).toEqual(texts));

  it('never gives two different edges the same text', () => {
    const edges = fc.uniqueArray(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 9 });
    fc.assert(fc.property(edges, (given) => new Set(formatEdges(given)).size === given.length));
  });
});

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

describe('layoutChart', () => {
  const bins = Array.from({ length: 10 }, (_, index) => slot('bin', { upper: index < 9 ? index : null }));

  it('places every slot inside the chart, in order and without overlap, at any width', () => {
    const apart = [slot('unseen'), slot('missing')];
    fc.assert(
      fc.property(fc.integer({ min: 120, max: 3000 }), (width) => {
        const { placed, plot } = layoutChart({ width, height: 150 }, bins, apart);
        expect(placed).toHaveLength(12);
        placed.forEach(({ x, width: slotWidth }, index) => {
          expect(slotWidth).toBeGreaterThan(0);
          expect(x + slotWidth).toBeLessThanOrEqual((placed[index + 1]?.x ?? plot.right) + 1e-9);
        });
      }),
    );
  });

  it.each([
    [180, []],
    [320, ['missing']],
    [600, ['unseen', 'missing']],
  ])('at %i px draws of what stands apart and is zero: %p', (width, kinds) => {
    const none = { baselineShare: 0, currentShare: 0 };
    const { placed } = layoutChart({ width, height: 150 }, bins, [
      slot('unseen', none),
      slot('missing', none),
    ]);
    expect(placed.slice(10).map((one) => one.slot.kind)).toEqual(kinds);
  });

  it('finds the slot under the pointer', () => {
    const layout = layoutChart({ width: 320, height: 150 }, bins, []);
    layout.placed.forEach(({ x, width }, index) => expect(findSlotAt(layout, x + width / 2)).toBe(index));
    expect(findSlotAt(layout, 0)).toBe(-1);
  });

  it('marks the nine edges between ten bins and writes them there', () => {
    const layout = layoutChart({ width: 600, height: 150 }, bins, []);
    expect(edgeMarks(layout)).toHaveLength(9);
    expect(labelAxis(layout).map(({ text, x }) => [text, x])).toEqual(
      edgeMarks(layout).map((x, index) => [String(index), x]),
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
