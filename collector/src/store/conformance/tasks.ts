import type { PredictionRecord } from '../../contract';
import type { Store } from '../store';
import { label, MINUTE, prediction, sample, START, whole } from './sample';

/** Counts for three classes, for a regression, and at the top of a ranking. */
export function describeTasks(storeOf: () => Store): void {
  const classes = ['a/b', 'c', "d'"];
  const scored = (id: string, scores: number[], more: Partial<PredictionRecord> = {}): PredictionRecord =>
    prediction(id, 0, {
      scores: Object.fromEntries(scores.map((score, index) => [classes[index]!, score])),
      ...more,
    });

  it('counts the scores of each class, whatever its name, as shares of their sum', async () => {
    await storeOf().apply(
      [
        scored('p1', [0.5, 0.25, 0.25]),
        scored('p2', [1, 0.5, 0.5]),
        scored('p3', [0.5, 0.5]),
        scored('p4', [0.25, 0.5, 0.25]),
        scored('p5', [0.25, 0.5, 0.25]),
        label('p1', 'a/b', 1),
        label('p2', "d'", 2),
        label('p3', 'c', 3),
        label('p4', 'c', 4),
        label('p5', 'other', 4),
      ],
      '1',
    );
    const [group] = await storeOf().countClassScores({ ...whole, classes, asOf: Infinity });
    const of = (scores: number[], positives: number[], negatives: number[]) => ({
      scores: Float64Array.from(scores),
      positives: Float64Array.from(positives),
      negatives: Float64Array.from(negatives),
    });
    expect(group!.value).toEqual({
      classes,
      byClass: [of([0.25, 0.5], [0, 1], [1, 1]), of([0.25, 0.5], [0, 1], [2, 0]), of([0.25], [1], [2])],
      rows: 3,
      servedRows: 5,
      served: 5,
    });
    const [early] = await storeOf().countClassScores({ ...whole, classes, asOf: START + MINUTE });
    expect(early!.value).toMatchObject({ rows: 1, served: 5 });
  });

  it('takes the highest scores of the labelled rows, ties by id', async () => {
    await storeOf().apply(
      [
        prediction('c', 0, { score: 0.9 }),
        prediction('a', 1, { score: 0.9 }),
        prediction('b', 2, { score: 0.5 }),
        prediction('waiting', 3, { score: 1 }),
        prediction('silent', 4, { score: null }),
        ...[label('a', '1', 9), label('b', '1', 9), label('c', '0', 9), label('silent', '1', 9)],
      ],
      '1',
    );
    const request = { ...whole, positiveClass: '1', asOf: Infinity };
    const top = async (k: number) => (await storeOf().countTop({ ...request, k }))[0]!.value;
    const all = { weight: 3, positives: 2, rows: 3, servedRows: 5, served: 5 };
    expect(await top(1)).toEqual({ top: 1, topPositives: 1, topRows: 1, ...all });
    expect(await top(2)).toEqual({ top: 2, topPositives: 1, topRows: 2, ...all });
    expect(await top(9)).toMatchObject({ top: 3, topRows: 3 });
    await storeOf().apply([label('c', '1', 10)], '2');
    expect(await top(2)).toMatchObject({ topPositives: 2, positives: 3 });
  });

  const value = (id: string, text: string, minute: number) => label(id, text, minute);

  it('sums the errors of a regression by the newest labels that are numbers', async () => {
    await storeOf().apply(
      [
        prediction('p1', 0, { score: 3, class: null }),
        prediction('p2', 1, { score: 1, class: null }),
        prediction('p3', 2, { score: 5, class: null }),
        prediction('p4', 3, { score: 5, class: null }),
        prediction('p5', 4, { score: 0, class: null }),
        value('p1', '7', 5),
        value('p1', '1', 6),
        value('p2', '2', 6),
        value('p3', '1', 6),
        { ...value('p3', 'withdrawn', 7), value: null },
        value('p5', '0', 6),
      ],
      '1',
    );
    const [group] = await storeOf().sumResiduals({ ...whole, asOf: Infinity });
    expect(group!.value).toEqual({
      weight: 3,
      rows: 3,
      servedRows: 5,
      served: 5,
      over: 2,
      under: 1,
      squared: 5,
      relative: 2.5,
      zeroLabels: 1,
      symmetric: expect.closeTo(1 + 2 / 3, 12) as number,
      absoluteLabels: 3,
      labelVariation: expect.closeTo(2, 12) as number,
      largest: 2,
      median: 1,
    });
    const [early] = await storeOf().sumResiduals({ ...whole, asOf: START + 5 * MINUTE });
    expect(early!.value).toMatchObject({ rows: 1, under: 4, over: 0, median: 4 });
  });

  it('weighs errors by what their requests stand for', async () => {
    await storeOf().apply(
      [
        prediction('p1', 0, { score: 3, sampleRate: 0.5 }),
        prediction('p2', 1, { score: 1 }),
        ...[value('p1', '1', 5), value('p2', '4', 5)],
      ],
      '1',
    );
    const [group] = await storeOf().sumResiduals({ ...whole, asOf: Infinity });
    expect(group!.value).toMatchObject({ weight: 3, rows: 2, served: 3, over: 4, under: 3, squared: 17 });
    // Of 1, 1, 4 about their mean of 2.
    expect(group!.value.labelVariation).toBeCloseTo(6, 12);
    expect(group!.value.median).toBe(2);
  });

  it('answers an empty store with zeros, and groups by segment', async () => {
    const request = { ...whole, asOf: Infinity };
    expect((await storeOf().sumResiduals(request))[0]!.value).toMatchObject({ rows: 0, median: null });
    expect((await storeOf().countTop({ ...request, positiveClass: '1', k: 5 }))[0]!.value.rows).toBe(0);
    expect((await storeOf().countClassScores({ ...request, classes }))[0]!.value.served).toBe(0);
    await storeOf().apply(sample, '1');
    const groups = await storeOf().countTop({ ...request, groupBy: ['region'], positiveClass: '1', k: 5 });
    expect(groups.map(({ labels, value }) => [labels.region, value.positives, value.rows])).toEqual([
      ['missing', 0, 1],
      ['north', 1, 1],
      ['south', 0, 1],
    ]);
  });
}
