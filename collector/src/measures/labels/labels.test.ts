import fc from 'fast-check';
import type { LagCounts } from '../../contract';
import { kaplanMeier, labelLagOfAll, labelMaturity, labelTriangle, oldestMissingLabel } from '.';

/** Predictions by how long they took or wait, in hours. */
const lagsOf = (arrived: number[], waiting: number[] = []): LagCounts => {
  const hours = [...new Set([...arrived, ...waiting])].sort((a, b) => a - b);
  const count = (of: number[], hour: number) => of.filter((one) => one === hour).length;
  return {
    seconds: Float64Array.from(hours, (hour) => hour * 3600),
    arrived: Float64Array.from(hours, (hour) => count(arrived, hour)),
    waiting: Float64Array.from(hours, (hour) => count(waiting, hour)),
    rows: arrived.length + waiting.length,
    arrivedRows: arrived.length,
    served: arrived.length + waiting.length,
  };
};
const input = (current: LagCounts, more: Partial<Parameters<typeof labelMaturity>[0]> = {}) => ({
  current,
  earlier: null,
  expectedShare: null,
  ...more,
});

describe('the curve of arrivals', () => {
  test('counts those that wait as long as they have been waited for: worked by hand', () => {
    // At 1 h one of 5; at 3 h, when 3 are left (one has waited 2 h only), two of them at once.
    const curve = kaplanMeier(lagsOf([1, 3, 3], [2, 5]));
    expect([...curve.seconds]).toEqual([3600, 10_800]);
    expect(curve.share[0]).toBeCloseTo(1 / 5, 12);
    expect(curve.share[1]).toBeCloseTo(1 - (4 / 5) * (1 / 3), 12);
  });

  test('holds that a prediction which waited as long as a label took was at risk then', () => {
    expect(kaplanMeier(lagsOf([2], [2])).share[0]).toBeCloseTo(1 / 2, 12);
  });

  test('is the share that has arrived where nothing waits shorter, and never falls', () => {
    const hours = fc.array(fc.nat(50), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(hours, fc.nat(20), (arrived, never) => {
        const curve = kaplanMeier(lagsOf(arrived, Array<number>(never).fill(100)));
        expect(curve.share.at(-1)).toBeCloseTo(arrived.length / (arrived.length + never), 9);
        curve.share.forEach((share, step) => {
          expect(share).toBeGreaterThanOrEqual(curve.share[step - 1] ?? 0);
          expect(curve.lower[step]).toBeLessThanOrEqual(share);
          expect(curve.upper[step]).toBeGreaterThanOrEqual(share);
        });
      }),
    );
  });

  test('takes the same of weights as of rows, and evidence from the rows alone', () => {
    const rows = lagsOf([1, 2, 3], [4, 5]);
    const sampled = {
      ...rows,
      arrived: rows.arrived.map((one) => one * 10),
      waiting: rows.waiting.map((one) => one * 10),
      served: 50,
    };
    const [one, other] = [kaplanMeier(rows), kaplanMeier(sampled)];
    for (const key of ['share', 'lower', 'upper'] as const) {
      one[key].forEach((value, step) => expect(other[key][step]).toBeCloseTo(value, 12));
    }
  });
});

describe('lag of all', () => {
  test('is the least age by which the share has a label', () => {
    expect(labelLagOfAll(input(lagsOf([1, 2, 3, 4])), { quantile: 0.5 }).value).toBe(2 * 3600);
    expect(labelLagOfAll(input(lagsOf([1, 2, 3, 4])), { quantile: 1 }).value).toBe(4 * 3600);
  });

  test('is not reached beyond the end of the curve, with how far it came', () => {
    const result = labelLagOfAll(input(lagsOf([1, 2], [9, 9])), { quantile: 0.9 });
    expect(result).toMatchObject({ value: null, details: { reached: '0.5000' }, coverage: 0.5 });
    expect(result.reason).toContain('not reached');
  });

  test('has a reason where nothing was answered, and where nothing has arrived', () => {
    expect(labelLagOfAll(input(lagsOf([])), { quantile: 0.5 }).reason).toBe('no answered predictions');
    expect(labelLagOfAll(input(lagsOf([], [1])), { quantile: 0.5 })).toMatchObject({ value: null });
  });
});

describe('maturity', () => {
  const many = (count: number, hour: number) => Array<number>(count).fill(hour);

  test('is what has arrived over what the curve of earlier predictions levels off at', () => {
    // Earlier: 90 of every 100 within 2 h, and the others wait for 100 h.
    const earlier = lagsOf([...many(100, 1), ...many(170, 2)], many(30, 100));
    const result = labelMaturity(input(lagsOf(many(45, 1), many(55, 1)), { earlier }));
    expect(result.value).toBeCloseTo(0.45 / 0.9, 12);
    expect(result.details).toEqual({ expectedShare: '0.9000', expectedFrom: 'earlier predictions' });
  });

  test('is of what the model declares before anything else, and never above 1', () => {
    const current = lagsOf(many(9, 1), many(1, 1));
    expect(labelMaturity(input(current, { expectedShare: 0.95 })).value).toBeCloseTo(0.9 / 0.95, 12);
    expect(labelMaturity(input(current, { expectedShare: 0.5 })).value).toBe(1);
  });

  test('expects everything where fewer than ten wait', () => {
    expect(labelMaturity(input(lagsOf(many(95, 1), many(5, 3)))).value).toBeCloseTo(0.95, 12);
  });

  test('is not defined while the only curve there is still rises', () => {
    const young = lagsOf(
      Array.from({ length: 100 }, (_, k) => k / 10),
      many(100, 10),
    );
    expect(labelMaturity(input(young))).toMatchObject({ value: null });
    expect(labelMaturity(input(lagsOf([], many(100, 1)))).reason).toContain('still arriving');
    expect(labelMaturity(input(lagsOf([]))).reason).toBe('no answered predictions');
  });
});

test('the oldest missing label is of those that wait alone', () => {
  expect(oldestMissingLabel(input(lagsOf([9], [1, 4])))).toMatchObject({ value: 4 * 3600, rows: 3 });
  expect(oldestMissingLabel(input(lagsOf([9]))).value).toBe(0);
  expect(oldestMissingLabel(input(lagsOf([]))).value).toBeNull();
});

describe('the triangle', () => {
  const DAY = 86_400_000;
  const day = (index: number, served: number, arrivedByAge: number[]) => ({
    day: index * DAY,
    served,
    rows: served,
    arrivedByAge,
  });

  test('adds arrivals up over the ages that a day has, and marks those that only part of it has', () => {
    const days = [day(0, 10, [3, 2]), day(1, 4, [1])];
    const result = labelTriangle({ days, asOf: 2.5 * DAY }, { maximumAge: 30 });
    expect(result.value).toBeCloseTo(6 / 14, 12);
    expect(result.table!.rows).toEqual([
      [0, 1, 0.3, 3, 10, true],
      [0, 2, 0.5, 5, 10, false],
      [0, 3, 0.5, 5, 10, false],
      [DAY, 1, 0.25, 1, 4, false],
      [DAY, 2, 0.25, 1, 4, false],
    ]);
  });

  test('ends at the oldest age asked for, and has a reason where nothing was answered', () => {
    const { table } = labelTriangle({ days: [day(0, 1, [])], asOf: Infinity }, { maximumAge: 2 });
    expect(table!.rows.map((row) => [row[1], row[5]])).toEqual([
      [1, true],
      [2, true],
    ]);
    expect(labelTriangle({ days: [], asOf: 0 }, { maximumAge: 2 }).reason).toBe('no answered predictions');
  });
});
