import { learnReconstruction } from '../drift';
import type { FeatureSample } from '../featureSample';
import type { Examples } from './example';
import { EXAMPLES_OF_FEATURES } from './examplesOfFeatures';

/** Two numbers that rise together, or one against the other. */
function pairs(slope: 1 | -1): FeatureSample {
  const rows = 200;
  const first = Float64Array.from({ length: rows }, (_, row) => row % 20);
  return {
    rows,
    weights: new Float64Array(rows).fill(1),
    columns: {
      a: { type: 'number', values: first },
      b: {
        type: 'number',
        values: first.map((value, row) => (slope === 1 ? value : 19 - value) + (row % 3)),
      },
    },
  };
}

export const EXAMPLES_OF_JOINT_DRIFT: Examples<
  'strata' | 'weightedBins' | 'predictedClasses' | 'reconstruction' | 'domains' | 'volume'
> = {
  strata: {
    words:
      'rows of class 0, of which the feature fell 500 and 500 times into two bins of the baseline and 600 and 400 times now, ' +
      'and of class 1, 300 and 100 times in both',
    input: () => ({
      minimumRows: 200,
      coverage: 1,
      strata: [
        { name: '0', baseline: [500, 500], baselineRows: 1000, current: [600, 400], rows: 1000 },
        { name: '1', baseline: [300, 100], baselineRows: 400, current: [300, 100], rows: 400 },
      ],
    }),
    params: { segment: 'region' },
  },
  weightedBins: {
    words: 'the feature of the case _bins_, three times as important as one that has not moved',
    input: (definition) => {
      const bins = EXAMPLES_OF_FEATURES.bins.input(definition);
      if ('joined' in bins) throw new Error('the case has bins of its baseline');
      const { profile, current } = bins;
      const still = { ...current, counts: profile.counts, missing: 0, invalid: 0 };
      return {
        source: 'declared',
        features: [
          { name: 'age', importance: 3, bins },
          { name: 'height', importance: 1, bins: { profile, current: still } },
        ],
      };
    },
  },
  predictedClasses: {
    words: 'classes 0 and 1 that were answered 700 and 300 times in the baseline, and now 600 and 400 times',
    input: () => ({ classes: ['0', '1'], baseline: [700, 300], current: [600, 400], rows: 1000 }),
  },
  reconstruction: {
    words: 'two numbers that rose together in the 200 rows of the baseline, and now one against the other',
    input: () => ({ reconstruction: learnReconstruction(pairs(1)), current: pairs(-1) }),
  },
  domains: {
    words: 'the same rows as of the case _reconstruction_',
    input: () => ({ baseline: pairs(1), current: pairs(-1) }),
  },
  volume: {
    words: '50 requests now, and 100, 90 and 400 in the same hours of the weeks before',
    input: () => ({ requests: 50, rows: 50, earlier: [100, 90, 400] }),
  },
};
