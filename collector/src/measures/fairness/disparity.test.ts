import type { ConfusionCounts } from '../../contract';
import {
  demographicParityDifference,
  demographicParityRatio,
  equalizedOddsDifference,
  equalOpportunityRatio,
} from '.';

const confusion = (counts: number[][], unlabelled = [0, 0]): ConfusionCounts => {
  const rows = counts.flat().reduce((a, b) => a + b, 0);
  return {
    classes: ['0', '1'],
    counts,
    unlabelled,
    rows,
    servedRows: rows + unlabelled[0]! + unlabelled[1]!,
  };
};

const groups = {
  a: confusion(
    [
      [30, 10],
      [10, 50],
    ],
    [50, 50],
  ),
  b: confusion(
    [
      [60, 20],
      [10, 10],
    ],
    [0, 0],
  ),
  c: confusion([
    [2, 0],
    [0, 0],
  ]),
};

test('names the worst pair, over all answered rows or the labelled ones', () => {
  const served = demographicParityDifference({ groups, positive: 1 }, { rows: 'served' });
  // a: (60 + 50) / 200, b: 30 / 100, c: 0 / 2
  expect(served.value).toBeCloseTo(0.55, 12);
  expect(served.details).toMatchObject({ highest: 'a', lowest: 'c', rate: 'selection rate', groups: '3' });
  expect(served.evidenceRows).toBe(2);
  expect(served.coverage).toBeUndefined();
  const labelled = demographicParityDifference({ groups, positive: 1 }, { rows: 'labelled' });
  expect(labelled.value).toBeCloseTo(0.6, 12);
  expect(labelled.coverage).toBeCloseTo(202 / 302, 12);
});

test('groups below the smallest size are left out', () => {
  const result = demographicParityRatio({ groups, positive: 1 }, { rows: 'labelled', minimumGroup: 10 });
  expect(result.value).toBeCloseTo(0.3 / 0.6, 12);
  expect(result.details).toMatchObject({ highest: 'a', lowest: 'b', leastCoverage: 'a 0.500' });
});

test('equalized odds take the worse of the two rates; a group without positives has no true positive rate', () => {
  const result = equalizedOddsDifference({ groups, positive: 1 }, {});
  expect(result.value).toBeCloseTo(50 / 60 - 10 / 20, 12);
  expect(result.details).toMatchObject({
    rate: 'true positive rate',
    highest: 'a',
    lowest: 'b',
    groups: '2',
  });
  expect(equalOpportunityRatio({ groups, positive: 1 }, {}).value).toBeCloseTo(0.5 / (50 / 60), 12);
});

test('fewer than two groups have no disparity, and say so', () => {
  expect(demographicParityDifference({ groups: {}, positive: 1 }, {})).toMatchObject({
    value: null,
    reason: 'no rows',
  });
  expect(demographicParityDifference({ groups: { a: groups.a }, positive: 1 }, {})).toMatchObject({
    value: null,
    reason: 'fewer than two groups',
  });
});

test('a group may have any name', () => {
  const odd = Object.assign(Object.create(null) as typeof groups, {
    ['__proto__x']: groups.a,
    constructor: groups.b,
  });
  expect(demographicParityDifference({ groups: odd, positive: 1 }, { rows: 'labelled' }).value).toBeCloseTo(
    0.3,
    12,
  );
});
