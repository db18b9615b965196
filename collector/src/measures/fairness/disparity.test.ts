import type { ConfusionCounts } from '../../contract';
import { newcombeInterval, wilsonInterval } from '../statistics';
import {
  accuracyOfGroup,
  calibrationErrorOfGroup,
  calibrationGapOfGroup,
  demographicParityChange,
  demographicParityDifference,
  demographicParityRatio,
  equalizedOddsDifference,
  equalOpportunityRatio,
  predictiveParityDifference,
  predictiveParityRatio,
  selectionRateOfGroup,
  truePositiveRateOfGroup,
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
const input = { groups, baseline: null, positive: 1, minimumGroup: 1 };

test('names the worst pair, over all answered rows or the labelled ones', () => {
  const served = demographicParityDifference(input, { rows: 'served' });
  // a: (60 + 50) / 200, b: 30 / 100, c: 0 / 2
  expect(served.value).toBeCloseTo(0.55, 12);
  expect(served.details).toMatchObject({ highest: 'a', lowest: 'c', rate: 'selection rate', groups: '3' });
  expect(served.evidenceRows).toBe(2);
  expect(served.coverage).toBeUndefined();
  const labelled = demographicParityDifference(input, { rows: 'labelled' });
  expect(labelled.value).toBeCloseTo(0.6, 12);
  expect(labelled.coverage).toBeCloseTo(202 / 302, 12);
});

test('groups below the smallest size are compared with nobody, and named', () => {
  const result = demographicParityRatio({ ...input, minimumGroup: 10 }, { rows: 'labelled' });
  expect(result.value).toBeCloseTo(0.3 / 0.6, 12);
  expect(result.details).toMatchObject({
    highest: 'a',
    lowest: 'b',
    small: 'c (2)',
    leastCoverage: 'a 0.500',
  });
});

test('what is small is what the rate is a share of', () => {
  // a has 60 positives, b 20: of 30 positives only a has enough.
  expect(equalOpportunityRatio({ ...input, minimumGroup: 30 }, {})).toMatchObject({
    value: null,
    reason: 'fewer than two groups with 30 rows that the rate is a share of',
  });
});

test('equalized odds take the worse of the two rates; a group without positives has no true positive rate', () => {
  const result = equalizedOddsDifference(input, {});
  expect(result.value).toBeCloseTo(50 / 60 - 10 / 20, 12);
  expect(result.details).toMatchObject({
    rate: 'true positive rate',
    highest: 'a',
    lowest: 'b',
    groups: '2',
  });
  expect(equalOpportunityRatio(input, {}).value).toBeCloseTo(0.5 / (50 / 60), 12);
});

test('predictive parity compares precision', () => {
  // a: 50 of 60, b: 10 of 30; c predicted nothing positive.
  expect(predictiveParityDifference(input, {}).value).toBeCloseTo(5 / 6 - 1 / 3, 12);
  expect(predictiveParityRatio(input, {}).value).toBeCloseTo(0.4, 12);
});

test('of two groups the interval is the one of their difference; of more it is wider', () => {
  const { c: _small, ...two } = groups;
  const pair = demographicParityDifference({ ...input, groups: two }, { rows: 'labelled' });
  const plain = newcombeInterval({ first: { share: 0.6, n: 100 }, second: { share: 0.3, n: 100 } })!;
  expect(pair.interval!.lower).toBeCloseTo(plain.lower, 12);
  expect(pair.interval!.upper).toBeCloseTo(plain.upper, 12);
  const three = demographicParityDifference(
    { ...input, groups: { ...two, d: groups.b } },
    { rows: 'labelled' },
  );
  expect(three.value).toBeCloseTo(pair.value!, 12);
  expect(three.interval!.lower).toBeLessThan(pair.interval!.lower);
  expect(three.interval!.upper).toBeGreaterThan(pair.interval!.upper);
});

test('where no two groups differ the interval of the difference begins at 0, and that of the ratio ends at 1', () => {
  const alike = { ...input, groups: { a: groups.a, b: groups.a } };
  expect(demographicParityDifference(alike, {}).interval!.lower).toBe(0);
  const ratio = demographicParityRatio(alike, {});
  expect(ratio.value).toBe(1);
  expect(ratio.interval!.upper).toBe(1);
  expect(ratio.interval!.lower).toBeGreaterThan(0.6);
});

test('a series needs no intervals, and pays for none', () => {
  expect(
    demographicParityDifference(input, {}, { everything: false, bootstrap: false }).interval,
  ).toBeUndefined();
});

test('the change is from the disparity of the same groups in the baseline', () => {
  const baseline = {
    a: confusion([
      [400, 100],
      [100, 400],
    ]),
    b: confusion([
      [500, 100],
      [100, 300],
    ]),
    // Not seen now: it is no part of the comparison.
    gone: confusion([
      [1000, 0],
      [0, 0],
    ]),
  };
  const { c: _small, ...two } = groups;
  const result = demographicParityChange({ ...input, groups: two, baseline }, { rows: 'labelled' });
  expect(result.value).toBeCloseTo(0.3 - 0.1, 12);
  expect(result.details).toMatchObject({ now: '0.3000', baseline: '0.1000', highest: 'a', lowest: 'b' });
  expect(result.interval!.lower).toBeLessThan(0.2);
  expect(result.interval!.upper).toBeGreaterThan(0.2);
  expect(demographicParityChange(input, {})).toMatchObject({
    value: null,
    reason: 'the baseline does not have two of these groups',
  });
});

test('a rate by group is told with the sizes, the baseline and who is furthest from whom', () => {
  const baseline = { a: groups.b };
  const of = (group: string) => truePositiveRateOfGroup({ ...input, baseline, group, minimumGroup: 10 }, {});
  expect(of('a')).toMatchObject({
    value: 50 / 60,
    rows: 100,
    evidenceRows: 60,
    group: { size: 200, labelled: 100, isSmall: false, isWorst: true, baseline: 0.5 },
  });
  expect(of('a').group!.disparity).toMatchObject({ highest: 'a', lowest: 'b', ratio: { value: 0.6 } });
  expect(of('b').group).toMatchObject({ isSmall: false, isWorst: true, baseline: null });
  expect(of('c')).toMatchObject({
    value: null,
    reason: 'no positive labels',
    group: { size: 2, labelled: 2, isSmall: true, isWorst: false },
  });
  expect(of('nobody')).toMatchObject({ value: null, reason: 'no rows' });
});

test('the intervals of the groups hold together: each is at a higher confidence the more there are', () => {
  const one = selectionRateOfGroup({ ...input, groups: { a: groups.a }, group: 'a' }, { rows: 'labelled' });
  expect(one.interval).toEqual(wilsonInterval({ share: 0.6, n: 100 }));
  const three = selectionRateOfGroup({ ...input, group: 'a' }, { rows: 'labelled' });
  expect(three.interval).toEqual(wilsonInterval({ share: 0.6, n: 100, confidence: 0.95 ** (1 / 3) }));
});

test('accuracy of a group', () => {
  expect(accuracyOfGroup({ ...input, group: 'b' }, {}).value).toBeCloseTo(0.7, 12);
});

test('calibration by group: the gap has a sign, the error has none', () => {
  const scores = (positives: number[], negatives: number[]) => ({
    scores: Float64Array.of(0.2, 0.8),
    positives: Float64Array.from(positives),
    negatives: Float64Array.from(negatives),
    rows: 100,
    servedRows: 100,
    served: 100,
  });
  const calibrated = { a: scores([10, 40], [40, 10]), b: scores([0, 30], [50, 20]) };
  const ask = { groups: calibrated, baseline: { a: scores([0, 40], [50, 10]) }, minimumGroup: 1 };
  const gap = (group: string) => calibrationGapOfGroup({ ...ask, group }, {});
  expect(gap('a').value).toBeCloseTo(0, 12);
  expect(gap('b').value).toBeCloseTo(0.2, 12);
  expect(gap('b').interval!.lower).toBeGreaterThan(0);
  expect(gap('a').group).toMatchObject({ isWorst: true, isSmall: false, size: 100, labelled: 100 });
  expect(gap('a').group!.baseline).toBeCloseTo(0.1, 12);
  expect(gap('a').group!.disparity.difference.value).toBeCloseTo(0.2, 12);
  // Both bins of b are 0.2 too high.
  expect(calibrationErrorOfGroup({ ...ask, group: 'b' }, { bins: 10 }).value).toBeCloseTo(0.2, 12);
  expect(calibrationErrorOfGroup({ ...ask, group: 'b' }, { bins: 10 }).interval).toBeUndefined();
});

test('fewer than two groups have no disparity, and say so', () => {
  expect(demographicParityDifference({ ...input, groups: {} }, {})).toMatchObject({
    value: null,
    reason: 'no rows',
  });
  expect(demographicParityDifference({ ...input, groups: { a: groups.a } }, {})).toMatchObject({
    value: null,
    reason: 'fewer than two groups',
  });
});

test('a group may have any name', () => {
  const odd = Object.assign(Object.create(null) as typeof groups, {
    ['__proto__x']: groups.a,
    constructor: groups.b,
  });
  const result = demographicParityDifference({ ...input, groups: odd }, { rows: 'labelled' });
  expect(result.value).toBeCloseTo(0.3, 12);
});
