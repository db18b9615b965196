import fc from 'fast-check';
import { edgeMarks, findSlotAt, labelAxis, layoutChart } from '.';
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
