import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ColumnProfile, PredictedScores } from '../../contract';
import type { Store } from '../store';
import { writeParquet } from '../testing/writeParquet';
import { loans, prediction, profiles, sample, whole } from './sample';

/** What an estimate of performance is made of: scores of predictions, labelled scores of a baseline, strange rows. */
export function describeEstimates(storeOf: () => Store): void {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'store-estimates-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const importBaseline = async (columns: string, rows: string): Promise<void> => {
    const file = join(folder, 'baseline.parquet');
    const select = `SELECT 1.0 AS income, 'a' AS grade, true AS owner, * FROM (VALUES ${rows}) AS rows(${columns})`;
    await storeOf().importBaseline(loans, 'v1', await writeParquet(file, select));
  };
  const classes = ['0', '1'];
  const baseline = { model: 'loans', baselineVersion: 'v1' };

  it('counts the labels of a baseline by distinct score', async () => {
    await importBaseline('score, label', '(0.5, 1), (0.25, 0), (0.5, 0), (NULL, 1), (0.75, NULL)');
    expect(await storeOf().baselineScores({ ...baseline, classes, positive: 1 })).toEqual([
      {
        scores: Float64Array.of(0.25, 0.5),
        positives: Float64Array.of(0, 1),
        negatives: Float64Array.of(1, 1),
      },
    ]);
  });

  it('counts a baseline by the values of a segment, rows without a label apart', async () => {
    await importBaseline(
      'region, score, label',
      "('n', 0.5, 1), ('n', 0.5, 0), ('s', 0.25, 0), ('n', 0.75, NULL), (NULL, 0.5, 1), ('s', NULL, 1)",
    );
    const request = { ...baseline, segments: ['region'], positiveClass: '1' };
    const groups = await storeOf().baselineGroups(request);
    expect(groups.sort((a, b) => (a.labels.region! < b.labels.region! ? -1 : 1))).toEqual([
      {
        labels: { region: 'missing' },
        scores: Float64Array.of(0.5),
        positives: Float64Array.of(1),
        negatives: Float64Array.of(0),
        unlabelled: Float64Array.of(0),
      },
      {
        labels: { region: 'n' },
        scores: Float64Array.of(0.5, 0.75),
        positives: Float64Array.of(1, 0),
        negatives: Float64Array.of(1, 0),
        unlabelled: Float64Array.of(0, 1),
      },
      {
        labels: { region: 's' },
        scores: Float64Array.of(0.25),
        positives: Float64Array.of(0),
        negatives: Float64Array.of(1),
        unlabelled: Float64Array.of(0),
      },
    ]);
  });

  it('has no groups of a baseline that lacks the segment, or the score', async () => {
    const request = { ...baseline, segments: ['region'], positiveClass: '1' };
    await importBaseline('score, label', '(0.5, 1)');
    expect(await storeOf().baselineGroups(request)).toEqual([]);
    await importBaseline('region, label', "('n', 1)");
    expect(await storeOf().baselineGroups(request)).toEqual([]);
  });

  it('counts them for each of three or more classes', async () => {
    await importBaseline(
      '"score_x", "score_y/z", label',
      "(0.25, 0.75, 'y/z'), (0.75, 0.25, 'x'), (0.25, 0.75, 'x')",
    );
    expect(await storeOf().baselineScores({ ...baseline, classes: ['y/z', 'x'] })).toEqual([
      {
        scores: Float64Array.of(0.25, 0.75),
        positives: Float64Array.of(0, 1),
        negatives: Float64Array.of(1, 1),
      },
      {
        scores: Float64Array.of(0.25, 0.75),
        positives: Float64Array.of(1, 1),
        negatives: Float64Array.of(1, 0),
      },
    ]);
  });

  it('says what a baseline lacks', async () => {
    await importBaseline('score', '(0.5)');
    await expect(storeOf().baselineScores({ ...baseline, classes, positive: 1 })).rejects.toMatchObject({
      code: 'baseline-without-labels',
    });
    await importBaseline('label', '(1)');
    await expect(storeOf().baselineScores({ ...baseline, classes, positive: 1 })).rejects.toMatchObject({
      code: 'baseline-without-score',
    });
    await expect(storeOf().baselineScores({ ...baseline, classes })).rejects.toMatchObject({
      code: 'baseline-without-score',
    });
  });

  const sorted = ({ predicted, scores, weights }: PredictedScores) =>
    [...predicted]
      .map((one, row) => [one, ...scores.map((column) => column[row]!), weights[row]!])
      .sort((a, b) => (a.join() < b.join() ? -1 : 1));

  it('counts answered predictions by class and score, labelled or not', async () => {
    await storeOf().apply(sample, '1');
    const [group] = await storeOf().countPredictions({ ...whole, classes, positive: 1 });
    expect(group!.value.rows).toBe(4);
    expect(sorted(group!.value)).toEqual([
      [0, 0.2, 2],
      [1, 0.6, 1],
      [1, 0.9, 1],
    ]);
  });

  it('keeps the scores of a row together where there are three classes', async () => {
    const scored = (id: string, scores: Record<string, number>, more = {}) =>
      prediction(id, 0, { class: 'a', scores, ...more });
    await storeOf().apply(
      [
        scored('p1', { a: 0.5, b: 0.25 }),
        scored('p2', { a: 0.5, b: 0.25 }, { sampleRate: 0.5 }),
        scored('p3', { a: 0.25, b: 0.5 }, { class: 'b' }),
        scored('p4', { a: 1 }),
        scored('p5', { a: 0.5, b: 0.5 }, { class: 'other' }),
      ],
      '1',
    );
    const [group] = await storeOf().countPredictions({ ...whole, classes: ['a', 'b'] });
    expect(group!.value.rows).toBe(3);
    expect(sorted(group!.value)).toEqual([
      [0, 0.5, 0.25, 3],
      [1, 0.25, 0.5, 1],
    ]);
  });

  const outside = async (columns: Record<string, ColumnProfile>) =>
    (await storeOf().countOutside({ ...whole, columns }))[0]!.value;

  it('counts rows beyond the range, of unseen levels, invalid, or missing where nothing was', async () => {
    await storeOf().apply(sample, '1');
    const { income, grade, owner } = profiles;
    // Income of p1 and p2 is in range, that of p3 above it, that of p5 no number.
    expect(await outside({ income: income! })).toEqual({ outside: 2, weight: 4, rows: 4 });
    expect(await outside({ income: { ...income!, missing: 1 } })).toMatchObject({
      outside: 2,
    });
    // Grade of p3 is unseen; p5 is invalid for its income.
    expect(await outside({ grade: grade! })).toMatchObject({ outside: 2 });
    expect(await outside({ owner: owner! })).toMatchObject({ outside: 2 });
    expect(await outside({ owner: { ...owner!, missing: 1 } })).toMatchObject({
      outside: 1,
    });
    expect(await outside({ income: income!, grade: grade!, owner: owner! })).toMatchObject({ outside: 2 });
  });

  it('is outside of a baseline that has nothing but missing values with every value', async () => {
    await storeOf().apply([prediction('p', 0), prediction('q', 1, { features: [null, null, null] })], '1');
    const gone = { ...profiles.income!, edges: [], counts: [0], min: null, max: null, missing: 3 };
    expect(await outside({ income: gone })).toMatchObject({ outside: 1, rows: 2 });
    const none = { ...profiles.grade!, levels: [], counts: [], missing: 3 };
    expect(await outside({ grade: none })).toMatchObject({ outside: 1 });
  });

  it('does not take an invalid latency for a strange feature', async () => {
    await storeOf().apply([prediction('p', 0, { invalid: { latencyMs: '"slow"' } })], '1');
    expect(await outside({ owner: profiles.owner! })).toMatchObject({ outside: 0, rows: 1 });
  });
}
