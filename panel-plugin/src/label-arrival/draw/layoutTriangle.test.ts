import fc from 'fast-check';
import { layoutTriangle } from '.';

const ages = Array.from({ length: 20 }, (_, index) => index + 1);

describe('layoutTriangle', () => {
  it('keeps the columns inside the width, the oldest age among them, at any size', () => {
    const sizes = fc.record({
      width: fc.integer({ min: 120, max: 3000 }),
      count: fc.integer({ min: 1, max: 400 }),
    });
    fc.assert(
      fc.property(sizes, ({ width, count }) => {
        const many = Array.from({ length: count }, (_, index) => index + 1);
        const layout = layoutTriangle({ left: 50, width, height: 300, ages: many, rows: 10 });
        expect(layout.right).toBeLessThanOrEqual(width + 1e-6);
        expect(layout.columns.at(-1)).toBe(count - 1);
        expect(layout.xOf(count)).toBeCloseTo(layout.right, 6);
      }),
    );
  });

  it('places an age at the right edge of its column and between two in proportion', () => {
    const layout = layoutTriangle({ left: 0, width: 200, height: 300, ages, rows: 10 });
    expect([0, 1, 1.5, 20, 99].map(layout.xOf)).toEqual([0, 10, 15, 200, 200]);
  });
});
