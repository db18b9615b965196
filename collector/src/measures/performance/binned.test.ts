import fc from 'fast-check';
import type { ScoreCounts, ScoreSums } from '../../contract';
import { calibrationError } from './calibrationError';
import { kolmogorovSmirnovSeparation } from './kolmogorovSmirnovSeparation';
import { brierScore, logLoss } from './properScores';
import { rocAuc } from './rocAuc';

/* Measures of scores that are told in bins: within the bound that they tell, or exact by the sums beside the bins. */

interface Row {
  score: number;
  isPositive: boolean;
}

const BINS = 20;
const NO_SUMS: ScoreSums = {
  brier: { sum: 0, squares: 0 },
  logLoss: { sum: 0, squares: 0 },
  scores: new Float64Array(10),
  positives: new Float64Array(10),
};

function countsOf(rows: readonly Row[], shown: (score: number) => number, sums?: ScoreSums): ScoreCounts {
  const scores = [...new Set(rows.map(({ score }) => shown(score)))].sort((a, b) => a - b);
  const count = (isPositive: boolean): Float64Array =>
    Float64Array.from(
      scores,
      (one) => rows.filter((row) => row.isPositive === isPositive && shown(row.score) === one).length,
    );
  const all = rows.length;
  return {
    scores: Float64Array.from(scores),
    positives: count(true),
    negatives: count(false),
    rows: all,
    served: all,
    servedRows: all,
    ...(sums && { sums }),
  };
}

const row = fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), isPositive: fc.boolean() });

it.each([
  ['rocAuc', rocAuc],
  ['kolmogorovSmirnov', kolmogorovSmirnovSeparation],
])('%s of bins is within its bound of that of the scores', (_, measure) => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 60 }), (rows) => {
      const exact = measure(countsOf(rows, (score) => score));
      const middle = (score: number): number => (Math.min(BINS - 1, Math.floor(score * BINS)) + 0.5) / BINS;
      const { value, bound } = measure(countsOf(rows, middle, NO_SUMS));
      expect(exact.bound).toBeUndefined();
      if (exact.value === null) return expect(value).toBeNull();
      expect(bound!.lower).toBeLessThanOrEqual(exact.value + 1e-12);
      expect(bound!.upper).toBeGreaterThanOrEqual(exact.value - 1e-12);
    }),
  );
});

it('losses and the calibration error are those of the sums', () => {
  // By hand: a positive at 0.8 and a negative at 0.6.
  const sums: ScoreSums = {
    brier: { sum: 0.04 + 0.36, squares: 0.04 ** 2 + 0.36 ** 2 },
    logLoss: { sum: -Math.log(0.8) - Math.log(0.4), squares: Math.log(0.8) ** 2 + Math.log(0.4) ** 2 },
    scores: Float64Array.of(0, 0, 0, 0, 0, 0, 0.6, 0, 0.8, 0),
    positives: Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 0),
  };
  const rows = [
    { score: 0.8, isPositive: true },
    { score: 0.6, isPositive: false },
  ];
  const binned = countsOf(rows, () => 0.75, sums);
  const exact = countsOf(rows, (score) => score);
  for (const measure of [brierScore, logLoss]) {
    expect(measure(binned).value).toBeCloseTo(measure(exact).value!, 12);
    expect(measure(binned).interval!.upper).toBeCloseTo(measure(exact).interval!.upper, 12);
  }
  expect(calibrationError(binned, { bins: 10 }).value).toBeCloseTo(0.4, 12);
  expect(calibrationError(exact, { bins: 10 }).value).toBeCloseTo(0.4, 12);
});
