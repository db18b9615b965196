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
      squaredLog: expect.closeTo(Math.log(2) ** 2 + Math.log(1.5) ** 2, 12) as number,
      withoutLog: 0,
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

  it('counts the labels in the intervals that predictions came with, ends included', async () => {
    const within = (id: string, lower: number, upper: number, more: Partial<PredictionRecord> = {}) =>
      prediction(id, 0, { class: null, extra: { interval: { lower, upper } }, ...more });
    await storeOf().apply(
      [
        within('p1', 1, 3),
        within('p2', 1, 3, { sampleRate: 0.5 }),
        within('p3', 4, 5),
        within('waiting', 1, 9),
        within('failed', 1, 9, { status: 500 }),
        prediction('plain', 0, { extra: { features: { interval: 1 } } }),
        ...[label('p1', '3', 1), label('p2', '0.5', 1), label('p3', '6', 1), label('plain', '1', 1)],
      ],
      '1',
    );
    const [group] = await storeOf().countCovered({ ...whole, asOf: Infinity });
    expect(group!.value).toEqual({
      served: 5,
      servedRows: 4,
      weight: 4,
      rows: 3,
      below: 2,
      above: 1,
      width: 2 + 2 * 2 + 1,
    });
    const [early] = await storeOf().countCovered({ ...whole, asOf: START });
    expect(early!.value).toMatchObject({ weight: 0, served: 5 });
  });

  it('counts the labels of scored predictions by value, ascending', async () => {
    await storeOf().apply(
      [
        prediction('p1', 0),
        prediction('p2', 0, { sampleRate: 0.5 }),
        prediction('p3', 0),
        prediction('silent', 0, { score: null }),
        ...[label('p1', '2.5', 1), label('p2', '-1', 1), label('p3', '2.5', 1), label('silent', '7', 1)],
      ],
      '1',
    );
    const [group] = await storeOf().countLabelValues({ ...whole, asOf: Infinity });
    expect(group!.value).toEqual({
      values: Float64Array.of(-1, 2.5),
      weights: Float64Array.of(2, 2),
      rows: 3,
    });
  });

  it('orders the predictions of each request by score, ties by id, and waits for requests that miss a label', async () => {
    const item = (id: string, requestId: string, score: number | null) =>
      prediction(id, 0, { requestId, score });
    await storeOf().apply(
      [
        // By score: b (no), a (yes), c (yes); the silent one has no place.
        ...[item('a', 'r1', 0.5), item('b', 'r1', 0.9), item('c', 'r1', 0.1), item('silent', 'r1', null)],
        ...[label('a', '1', 1), label('b', '0', 1), label('c', '1', 1)],
        // Nothing relevant.
        ...[item('d', 'r2', 0.5), item('e', 'r2', 0.5), label('d', '0', 1), label('e', '0', 1)],
        // One label has not arrived.
        ...[item('f', 'r3', 0.5), item('g', 'r3', 0.4), label('f', '1', 1)],
        prediction('alone', 0),
        label('alone', '1', 1),
      ],
      '1',
    );
    const request = { ...whole, asOf: Infinity, k: 2 };
    const [binary] = await storeOf().rankRequests({ ...request, positiveClass: '1' });
    const ndcg = 1 / Math.log2(3) / (1 + 1 / Math.log2(3));
    expect(binary!.value).toEqual({
      all: 3,
      served: 3,
      requests: 2,
      weight: 2,
      rows: 5,
      ndcg: { sum: expect.closeTo(ndcg, 12) as number, squares: expect.closeTo(ndcg ** 2, 12) as number },
      reciprocalRank: { sum: 0.5, squares: 0.25 },
      precision: { sum: 0.5, squares: 0.25 },
      hit: { sum: 1, squares: 1 },
    });
    const [graded] = await storeOf().rankRequests({ ...request, k: 1, positiveClass: null });
    expect(graded!.value.ndcg.sum).toBe(0);
    expect(graded!.value.reciprocalRank.sum).toBe(0.5);
  });
}
