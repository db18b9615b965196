import fc from 'fast-check';
import { quantilesOfSketch, SKETCH_ERROR, SKETCH_SLOTS, slotOfLatency } from './latencySketch';
import { quantileOfSorted } from './quantiles';

const QUANTILES = [0, 0.25, 0.5, 0.95, 0.999, 1];

function sketchOf(latencies: readonly number[]): Float64Array {
  const counts = new Float64Array(SKETCH_SLOTS);
  for (const latency of latencies) counts[slotOfLatency(latency)]! += 1;
  return counts;
}

it('tells every quantile within its error, whatever the latencies', () => {
  const latency = fc.double({ min: Math.log(0.01), max: Math.log(600_000), noNaN: true }).map(Math.exp);
  fc.assert(
    fc.property(fc.array(latency, { minLength: 1, maxLength: 200 }), (latencies) => {
      const inside = latencies.map((one) => Math.min(600_000, Math.max(0.01, one)));
      const sorted = Float64Array.from(inside).sort();
      quantilesOfSketch(sketchOf(inside), QUANTILES)!.forEach((found, index) => {
        const exact = quantileOfSorted(sorted, QUANTILES[index]!);
        expect(Math.abs(found! - exact)).toBeLessThanOrEqual(SKETCH_ERROR * exact * (1 + 1e-9));
      });
    }),
    { numRuns: 200 },
  );
});

it('does not tell of latencies beyond its bins, and has none where nothing was counted', () => {
  expect(quantilesOfSketch(sketchOf([20, 0.001]), [0.5])).toBeNull();
  expect(quantilesOfSketch(sketchOf([20, 1e6]), [0.5])).toBeNull();
  expect(quantilesOfSketch(sketchOf([]), [0.5])).toEqual([null]);
});
