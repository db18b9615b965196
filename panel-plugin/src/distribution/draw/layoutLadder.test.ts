import fc from 'fast-check';
import { layoutLadder } from '.';

const slots = ['a', 'b'].map((label) => ({ kind: 'level', label, baselineShare: 0.5 })) as never[];
const ladderOf = (steps: number, stepMs = 10) => ({
  timesMs: Array.from({ length: steps }, (_, index) => index * stepMs),
  stepMs,
  values: Array.from({ length: steps }, () => 0),
  threshold: null,
  shares: Array.from({ length: steps }, () => new Map([['level a', 0.8]])),
});
const size = { width: 300, height: 124 };

describe('layoutLadder', () => {
  it('colours by the change from the baseline; what is not known has none', () => {
    const { cells, most } = layoutLadder(size, slots, ladderOf(1), { from: 0, to: 10 });
    expect(cells.map(({ change }) => change)).toEqual([expect.closeTo(0.3, 12), null]);
    expect(most).toBeCloseTo(0.3, 12);
  });

  it('puts the first bin at the foot', () => {
    const { rows } = layoutLadder(size, slots, ladderOf(1), { from: 0, to: 10 });
    expect(rows[0]!.y).toBeGreaterThan(rows[1]!.y);
  });

  it('keeps every cell inside the plot, and no more steps than can be seen', () => {
    const views = fc.record({
      steps: fc.integer({ min: 1, max: 3000 }),
      width: fc.integer({ min: 60, max: 800 }),
    });
    fc.assert(
      fc.property(views, ({ steps, width }) => {
        const { cells, plot } = layoutLadder({ width, height: 100 }, slots, ladderOf(steps), {
          from: 0,
          to: steps * 10,
        });
        expect(cells.length / 2).toBeLessThanOrEqual((plot.right - plot.left) / 2 + 1);
        for (const cell of cells) {
          expect(cell.x).toBeGreaterThanOrEqual(plot.left - 1e-6);
          expect(cell.x).toBeLessThanOrEqual(plot.right + 1e-6);
          expect(cell.y).toBeGreaterThanOrEqual(plot.top - 1e-6);
        }
      }),
      { numRuns: 40 },
    );
  });
});
