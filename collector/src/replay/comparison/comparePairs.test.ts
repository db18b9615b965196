import { seededRandom } from '../../measures';
import { comparePairs } from './comparePairs';
import { judgeNotWorse } from './judgeRails';
import { MeasuredPairs } from './measurePairs';
import { type PairedRows, takeLabelled } from './pairedRows';
import { weighLabels } from './weighLabels';

/** Rows of two regions; the candidate answers like the reference but for a share of the rows that it gets wrong. */
function makeRows({
  size,
  spoilt,
  labelled = () => true,
}: {
  size: number;
  spoilt: number;
  labelled?: (row: number, random: () => number) => boolean;
}): PairedRows {
  const random = seededRandom(7);
  const rows: PairedRows = {
    task: 'binary',
    classes: ['no', 'yes'],
    rows: size,
    ts: Float64Array.from({ length: size }, (_, row) => row),
    weights: new Float64Array(size).fill(1),
    reference: new Float64Array(size),
    candidate: new Float64Array(size),
    referenceClasses: new Uint8Array(size),
    candidateClasses: new Uint8Array(size),
    labels: new Int8Array(size),
    labelValues: new Float64Array(size).fill(NaN),
    segments: { region: { codes: new Int32Array(size), dictionary: ['north', 'south'] } },
  };
  for (let row = 0; row < size; row++) {
    const label = random() < 0.5 ? 1 : 0;
    const score = 0.5 + (label === 1 ? 0.2 : -0.2) + (random() - 0.5) * 0.8;
    const isSpoilt = random() < spoilt;
    rows.reference[row] = score;
    rows.candidate[row] = isSpoilt ? 1 - score : score;
    rows.referenceClasses[row] = score >= 0.5 ? 1 : 0;
    rows.candidateClasses[row] = rows.candidate[row]! >= 0.5 ? 1 : 0;
    rows.segments.region!.codes[row] = row % 2;
    rows.labels[row] = labelled(row, random) ? label : -1;
  }
  return rows;
}

/** What a guard rail on the accuracy says. */
function verdictOf(
  rows: PairedRows,
  by: number,
  { minimumSample = 200, expectedShare = 1 }: { minimumSample?: number; expectedShare?: number } = {},
): string {
  const { weights, weighting } = weighLabels(rows);
  const [rail] = judgeNotWorse(
    { notWorse: [{ measure: 'performance.accuracy', by }] },
    {
      rows,
      labelWeights: weights,
      maturity: weighting.coverage / expectedShare,
      neededMaturity: 0.9,
      minimumSample,
      sensitive: [],
      seed: 1,
      overall: new MeasuredPairs(takeLabelled(rows, weights), 1),
      fairness: new Map(),
    },
  );
  return rail!.verdict;
}

it('takes a candidate for not worse only when that is shown, and for worse only when that is', () => {
  const slightly = makeRows({ size: 3000, spoilt: 0.02 });
  expect(verdictOf(slightly, 0.05)).toBe('ok');
  expect(verdictOf(makeRows({ size: 3000, spoilt: 0.3 }), 0.05)).toBe('breach');
  // The same small loss on few rows: it may be within the margin or not.
  expect(verdictOf(makeRows({ size: 250, spoilt: 0.1 }), 0.04)).toBe('insufficient data');
  expect(verdictOf(slightly, 0.05, { minimumSample: 5000 })).toBe('insufficient data');
});

it('does not judge before the labels have arrived, and counts those that never come as not expected', () => {
  const half = makeRows({ size: 3000, spoilt: 0.02, labelled: (row) => row % 4 < 2 });
  expect(verdictOf(half, 0.05)).toBe('not mature');
  expect(verdictOf(half, 0.05, { expectedShare: 0.5 })).toBe('ok');
});

it('gives the same interval for the same seed, and another one for another', () => {
  const rows = makeRows({ size: 100, spoilt: 0.1 });
  const brier = (seed: number) => {
    const sample = takeLabelled(rows, weighLabels(rows).weights);
    return new MeasuredPairs(sample, seed, ['performance.brier']).difference('performance.brier', 0.9)!;
  };
  expect(brier(1)).toEqual(brier(1));
  expect(brier(2).value).toBe(brier(1).value);
  expect(brier(2).interval).not.toEqual(brier(1).interval);
});

it('finds nothing between two equal sides', () => {
  const compared = comparePairs({
    rows: makeRows({ size: 200, spoilt: 0 }),
    sensitive: ['region'],
    minimumSample: 20,
    maturity: 0.9,
    expectedShare: 1,
    rails: null,
    seed: 1,
  });
  for (const { difference } of [...compared.performance, ...compared.fairness]) {
    expect(difference!.value).toBe(0);
    expect(difference!.interval!.lower).toBeLessThanOrEqual(0);
    expect(difference!.interval!.upper).toBeGreaterThanOrEqual(0);
  }
  expect(compared.fairness.length).toBeGreaterThan(0);
  expect(compared.agreement!.value).toBe(1);
  expect(compared.shift).toMatchObject({ mean: 0, largest: 0 });
});

it('lets labelled rows stand for the rows of their group whose labels are late', () => {
  const late = makeRows({
    size: 1600,
    spoilt: 0,
    labelled: (row, random) => row % 2 === 0 || random() < 0.25,
  });
  const { weights, weighting } = weighLabels(late);
  const ofRegion = (code: number) =>
    weights.reduce((sum, weight, row) => (row % 2 === code ? sum + weight : sum), 0);
  expect(weighting.rule).toContain('region');
  expect(ofRegion(0)).toBeCloseTo(800, 6);
  expect(ofRegion(1)).toBeCloseTo(800, 6);
  expect(weighting.leastCoverage).toBeLessThan(0.4);
  expect(weighting.effectiveRows).toBeLessThan(weighting.labelled);
  expect(weights.filter((_, row) => late.labels[row]! < 0).every((weight) => weight === 0)).toBe(true);
});
