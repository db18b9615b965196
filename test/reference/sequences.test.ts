import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quantileSequence, stratifiedDifference } from '../../collector/src/measures';
import { Comparisons } from './comparisons';

/* Confidence sequences by which candidates are judged, against `scripts/expectSequences.py`. */

interface Expected {
  quantileSequence: { quantile: number; n: number; lower: number | null; upper: number | null }[];
  stratifiedDifference: {
    moments: [yes: number, n: number, otherYes: number, otherN: number][];
    value: number;
    interval: [number, number];
  }[];
}

const expected = JSON.parse(readFileSync(join(__dirname, 'expected/sequences.json'), 'utf8')) as Expected;
const comparisons = new Comparisons();

afterAll(() => {
  process.stdout.write(`\n${comparisons.table('Confidence sequences against their references')}\n`);
});

test.each(expected.quantileSequence)(
  'ranks that bound the $quantile quantile of $n values',
  ({ quantile, n, lower, upper }) => {
    expect(quantileSequence({ quantile, n })).toEqual({ lower, upper });
  },
);

test.each(expected.stratifiedDifference)(
  'a difference over moments of $value',
  ({ moments, value, interval }) => {
    const strata = moments.map(([yes, n, otherYes, otherN]) => ({
      first: { yes, n },
      second: { yes: otherYes, n: otherN },
    }));
    const found = stratifiedDifference(strata)!;
    comparisons.compare('difference over moments', found.value, value, 'value');
    comparisons.compare('difference over moments', found.lower, interval[0], 'lower');
    comparisons.compare('difference over moments', found.upper, interval[1], 'upper');
  },
);
