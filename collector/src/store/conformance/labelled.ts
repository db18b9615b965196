import type { Store } from '../store';
import { everything, HOUR, label, MINUTE, prediction, sample, START, whole } from './sample';

/** What needs labels, and how requests were served. */
export function describeLabelled(storeOf: () => Store): void {
  const classes = ['0', '1'];
  const confusion = async (asOf: number) =>
    (await storeOf().countConfusion({ ...whole, classes, asOf }))[0]!.value;

  it('counts actual by predicted class with the labels that had arrived by a moment', async () => {
    await storeOf().apply(sample, '1');
    expect(await confusion(START + 25 * MINUTE)).toEqual({
      classes,
      counts: [
        [0, 0],
        [1, 1],
      ],
      unlabelled: [1, 1],
      rows: 2,
      servedRows: 4,
    });
    expect(await confusion(Infinity)).toMatchObject({
      counts: [
        [1, 1],
        [0, 1],
      ],
      unlabelled: [1, 0],
      rows: 3,
    });
  });

  it('sees a label in the very millisecond of its arrival', async () => {
    await storeOf().apply(sample, '1');
    expect((await confusion(START + 10 * MINUTE - 1)).rows).toBe(0);
    expect((await confusion(START + 10 * MINUTE)).rows).toBe(1);
  });

  it('takes the later one of two labels with the same time, over batches too', async () => {
    await storeOf().apply([prediction('p', 0), label('p', '0', 5), label('p', '1', 5)], '1');
    expect((await confusion(Infinity)).counts[1]).toEqual([0, 1]);
    await storeOf().apply([label('p', '0', 5)], '2');
    expect((await confusion(Infinity)).counts[0]).toEqual([0, 1]);
  });

  it('takes a label that came before its prediction', async () => {
    await storeOf().apply([label('p', '1', 0)], '1');
    await storeOf().apply([prediction('p', 1)], '2');
    expect((await confusion(Infinity)).rows).toBe(1);
  });

  it('leaves a class that it was not asked for out of the cells, and counts it as served', async () => {
    await storeOf().apply(
      [prediction('p', 0, { class: 'maybe' }), prediction('q', 1), label('q', 'maybe', 5)],
      '1',
    );
    expect(await confusion(Infinity)).toMatchObject({ rows: 0, servedRows: 2, unlabelled: [0, 0] });
  });

  it('counts positives and negatives by distinct score, ascending', async () => {
    await storeOf().apply(sample, '1');
    const [scores] = await storeOf().countScores({ ...whole, positiveClass: '1', asOf: Infinity });
    expect(scores!.value).toEqual({
      scores: Float64Array.of(0.2, 0.6, 0.9),
      positives: Float64Array.of(0, 0, 1),
      negatives: Float64Array.of(1, 1, 0),
      rows: 3,
      servedRows: 4,
      served: 4,
    });
  });

  it('counts labels of classes that come after a regression had its many numbers', async () => {
    const numbers = Array.from({ length: 50_001 }, (_, index) => label(`house${index}`, `${index}.5`, 1));
    await storeOf().apply([...numbers, ...sample], '1');
    expect(await confusion(Infinity)).toMatchObject({ rows: 3 });
    const [scores] = await storeOf().countScores({ ...whole, positiveClass: '1', asOf: Infinity });
    expect(scores!.value).toMatchObject({ positives: Float64Array.of(0, 0, 1), rows: 3 });
    const [top] = await storeOf().countTop({ ...whole, positiveClass: '1', asOf: Infinity, k: 1 });
    expect(top!.value).toMatchObject({ positives: 1 });
  }, 20_000);

  it('groups scores without mixing them', async () => {
    await storeOf().apply(sample, '1');
    const groups = await storeOf().countScores({
      ...whole,
      groupBy: ['region'],
      positiveClass: '1',
      asOf: Infinity,
    });
    expect(groups.map(({ labels, value }) => [labels.region, [...value.scores], value.served])).toEqual([
      ['missing', [0.6], 1],
      ['north', [0.9], 2],
      ['south', [0.2], 1],
    ]);
  });

  it('measures the lag to the first label of a prediction', async () => {
    await storeOf().apply(sample, '1');
    const request = { ...whole, asOf: Infinity, quantiles: [0.5, 1] };
    const [arrivals] = await storeOf().countArrivals(request);
    expect(arrivals!.value).toEqual({
      served: 4,
      arrived: 3,
      rows: 4,
      arrivedRows: 3,
      lagQuantiles: [1140, 5280],
    });
    const [early] = await storeOf().countArrivals({ ...request, asOf: START });
    expect(early!.value).toEqual({
      served: 4,
      arrived: 0,
      rows: 4,
      arrivedRows: 0,
      lagQuantiles: [null, null],
    });
  });

  it('counts how requests were served, with exact quantiles of the latency', async () => {
    await storeOf().apply(sample, '1');
    const [serving] = await storeOf().countServing({ ...whole, quantiles: [0.5, 0.95] });
    expect(serving!.value).toEqual({
      requests: 5,
      clientErrors: 0,
      serverErrors: 1,
      degraded: 0,
      coldStarts: 1,
      cacheHits: 1,
      cost: 6,
      costed: 2,
      latencyQuantiles: [30, 88],
      latencyRows: 5,
      rows: 5,
    });
    const hours = await storeOf().countServing({ ...whole, bucketMs: HOUR, quantiles: [0.5] });
    expect(hours.map(({ bucket, value }) => [bucket, value.requests, value.latencyQuantiles])).toEqual([
      [START, 3, [20]],
      [START + HOUR, 2, [70]],
    ]);
  });

  it('counts the answered requests that took longer than a bound', async () => {
    await storeOf().apply(
      [
        prediction('f1', 0, { latencyMs: 60 }),
        prediction('f2', 1, { latencyMs: 61, sampleRate: 0.25 }),
        prediction('f3', 2, { latencyMs: null }),
        prediction('f4', 3, { latencyMs: 900, status: 500 }),
        prediction('f5', 61, { latencyMs: 10, segments: ['south'] }),
      ],
      '1',
    );
    const [slow] = await storeOf().countSlow({ ...whole, boundMs: 60 });
    expect(slow!.value).toEqual({ bad: 4, all: 6, badRows: 1, rows: 3 });
    const places = await storeOf().countSlow({ ...whole, groupBy: ['region'], bucketMs: HOUR, boundMs: 5 });
    expect(places.map(({ bucket, labels, value }) => [bucket, labels.region, value.bad]).sort()).toEqual([
      [START, 'north', 5],
      [START + HOUR, 'south', 1],
    ]);
  });

  it('weighs everything by the share of requests that is logged', async () => {
    await storeOf().apply(
      [
        prediction('s1', 0, { sampleRate: 0.25, latencyMs: 10, cost: 1 }),
        prediction('s2', 1, { latencyMs: 20, class: '0', score: 0.1, cost: 1 }),
        label('s1', '1', 5),
        label('s2', '1', 6),
      ],
      '1',
    );
    expect(await confusion(Infinity)).toMatchObject({
      counts: [
        [0, 0],
        [1, 4],
      ],
      rows: 2,
    });
    const [serving] = await storeOf().countServing({ ...whole, quantiles: [0.5, 0.75, 1] });
    // As if 10, 10, 10, 10, 20 had been logged.
    expect(serving!.value).toMatchObject({
      requests: 5,
      cost: 5,
      costed: 5,
      rows: 2,
      latencyQuantiles: [10, 10, 20],
    });
    const [scores] = await storeOf().countScores({ ...whole, positiveClass: '1', asOf: Infinity });
    expect(scores!.value).toMatchObject({ positives: Float64Array.of(1, 4), served: 5, rows: 2 });
    const [arrivals] = await storeOf().countArrivals({
      ...whole,
      asOf: START + 5 * MINUTE,
      quantiles: [0.5],
    });
    expect(arrivals!.value).toMatchObject({
      served: 5,
      arrived: 4,
      rows: 2,
      arrivedRows: 1,
      lagQuantiles: [300],
    });
  });

  it('passes filters of every kind', async () => {
    await storeOf().apply(sample, '1');
    const rowsOf = (key: string, operator: '=' | '!=', ...values: string[]): Promise<number> =>
      storeOf().countRows({ ...everything, filters: [{ key, operator, values }] });
    expect(await rowsOf('region', '=', 'north')).toBe(3);
    expect(await rowsOf('region', '=', 'north', 'missing')).toBe(4);
    expect(await rowsOf('region', '!=', 'north')).toBe(2);
    expect(await rowsOf('region', '!=', 'north', 'missing')).toBe(1);
    expect(await rowsOf('region', '=', 'nowhere')).toBe(0);
    expect(await rowsOf('region', '!=', 'nowhere')).toBe(5);
    expect(await rowsOf('version', '=', 'v2')).toBe(1);
    expect(await rowsOf('deployment', '!=', 'canary')).toBe(4);
    expect(await rowsOf('environment', '=', 'production')).toBe(5);
    expect(await rowsOf('entity', '=', 'ann')).toBe(1);
    expect(await rowsOf('entity', '!=', 'ann')).toBe(4);
  });

  it('names the dimensions there are when it is asked for another one', async () => {
    const filters = [{ key: 'planet', operator: '=' as const, values: ['mars'] }];
    const unknown = {
      code: 'unknown-dimension',
      message: expect.stringContaining('version, environment, deployment, region') as string,
    };
    await expect(storeOf().countRows({ ...everything, filters })).rejects.toMatchObject(unknown);
    await expect(
      storeOf().countServing({ ...whole, groupBy: ['planet'], quantiles: [] }),
    ).rejects.toMatchObject(unknown);
    await expect(storeOf().countRows({ ...everything, model: 'nobody' })).rejects.toMatchObject({
      code: 'unknown-model',
    });
  });
}
