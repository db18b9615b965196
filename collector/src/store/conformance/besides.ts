import type { FeatureValuesRecord, OutcomeRecord, PredictionRecord } from '../../contract';
import type { Store } from '../store';
import { everything, HOUR, label, loans, MINUTE, prediction, sample, START, whole } from './sample';

const outcome = (predictionId: string, value: number, minute: number, name = 'paid'): OutcomeRecord => {
  const ts = START + minute * MINUTE;
  return { kind: 'outcome', predictionId, name, value, ts, receivedAt: ts };
};

const offline = (
  values: FeatureValuesRecord['values'],
  more: Partial<FeatureValuesRecord> = {},
): FeatureValuesRecord => ({
  kind: 'featureValues',
  view: 'profile',
  entity: 'ann',
  eventTime: START,
  predictionId: null,
  values,
  receivedAt: START,
  ...more,
});

const dated = (id: string, minute: number, ageSeconds: number, more: Partial<PredictionRecord> = {}) =>
  prediction(id, minute, { featureTimes: { income: START + minute * MINUTE - ageSeconds * 1000 }, ...more });

/** What comes late or beside predictions: labels on their way, ages, offline values, outcomes, attributions. */
export function describeBesides(storeOf: () => Store): void {
  const seen = { ...whole, asOf: START + 2 * HOUR };

  it('keeps how long labels took apart from how long the others have been waited for', async () => {
    await storeOf().apply([...sample, prediction('again', 1, { sampleRate: 0.5 })], '1');
    const [lags] = await storeOf().countLags({ ...seen, asOf: START + HOUR, waitedUntil: START + HOUR });
    // p1 after 10 min, p2 after 19 min; waiting: p5 was not made yet, p3 for 58 min, `again` (twice) for 59 min.
    expect(lags!.value).toEqual({
      seconds: Float64Array.of(0, 600, 1140, 3480, 3540),
      arrived: Float64Array.of(0, 1, 1, 0, 0),
      waiting: Float64Array.of(1, 0, 0, 1, 2),
      rows: 5,
      arrivedRows: 2,
      served: 6,
    });
  });

  it('makes a triangle of days and ages, and an empty one of nothing', async () => {
    const day = 24 * 60;
    await storeOf().apply(
      [
        prediction('a', 0),
        prediction('b', 1),
        prediction('c', day),
        label('a', '1', 5),
        label('b', '1', 2 * day + 30),
        label('c', '0', day + 1),
        label('c', '1', 3 * day),
      ],
      '1',
    );
    const selection = { ...everything, to: START + 2 * day * MINUTE };
    const request = { ...whole, selection, asOf: Infinity };
    const [triangle] = await storeOf().countTriangle(request);
    expect(triangle!.value.days).toEqual([
      { day: START, served: 2, rows: 2, arrivedByAge: [1, 0, 1] },
      { day: START + day * MINUTE, served: 1, rows: 1, arrivedByAge: [1] },
    ]);
    const nowhere = { ...selection, from: START - HOUR, to: START };
    expect(await storeOf().countTriangle({ ...request, selection: nowhere })).toEqual([
      { bucket: null, labels: {}, value: { days: [] } },
    ]);
  });

  it('takes absence for a label once it has lasted', async () => {
    await storeOf().apply(sample, '1');
    const absence = { label: '0', afterMs: 20 * MINUTE, until: START + 40 * MINUTE };
    const request = { ...whole, asOf: START + 40 * MINUTE, absence };
    const [confusion] = await storeOf().countConfusion({ ...request, classes: ['0', '1'] });
    // p1 is a 1, p2 is a 0 that was told, p3 one by its absence; p5 has not been waited for yet.
    expect(confusion!.value).toMatchObject({
      counts: [
        [1, 1],
        [0, 1],
      ],
      rows: 3,
      unlabelled: [1, 0],
    });
    const [scores] = await storeOf().countScores({ ...request, positiveClass: '1' });
    expect(scores!.value).toMatchObject({ negatives: Float64Array.of(1, 1, 0), rows: 3 });
    const [arrivals] = await storeOf().countArrivals({ ...request, quantiles: [1] });
    expect(arrivals!.value).toMatchObject({ arrived: 3, lagQuantiles: [20 * 60] });
    // A label that comes later all the same takes the place of the absence.
    await storeOf().apply([label('p3', '1', 39)], '2');
    const [told] = await storeOf().countConfusion({ ...request, classes: ['0', '1'] });
    expect(told!.value.counts).toEqual([
      [1, 0],
      [0, 2],
    ]);
  });

  it('takes absence for a label that nobody has ever sent', async () => {
    await storeOf().apply([prediction('p', 0), label('other', '1', 1)], '1');
    const absence = { label: 'never seen', afterMs: MINUTE, until: START + HOUR };
    const classes = ['never seen', '1'];
    const [confusion] = await storeOf().countConfusion({ ...whole, asOf: Infinity, absence, classes });
    expect(confusion!.value.counts[0]).toEqual([0, 1]);
  });

  describe('ages of features', () => {
    const request = { ...whole, ttlMs: { income: 60_000 }, backfillMs: HOUR, quantiles: [0.5] };

    it('are from the time of a value to the prediction, and stale above the TTL', async () => {
      await storeOf().apply(
        [
          dated('a', 0, 10),
          dated('b', 1, 60),
          dated('c', 2, 600, { sampleRate: 0.5 }),
          dated('d', 3, -5),
          prediction('e', 4),
        ],
        '1',
      );
      const [ages] = await storeOf().countAges(request);
      expect(ages!.value.income).toEqual({
        // Of 10, 60, 600, 600.
        ageQuantiles: [330],
        timed: 4,
        timedRows: 3,
        stale: 2,
        backfilled: 0,
        backfilledRows: 0,
        fromLater: 1,
        served: 6,
        rows: 5,
      });
    });

    it('leave out what was filled in long after its time and before it was served', async () => {
      const old = START - 48 * HOUR;
      const of = (id: string, entity: string) =>
        prediction(id, 60, { entity, featureTimes: { income: old } });
      await storeOf().apply(
        [
          of('filled', 'ann'),
          of('late', 'bob'),
          of('prompt', 'cid'),
          offline({ income: 1 }, { entity: 'ann', eventTime: old, receivedAt: START }),
          offline({ income: 1 }, { entity: 'bob', eventTime: old, receivedAt: START + 3 * HOUR }),
          offline({ income: 1 }, { entity: 'cid', eventTime: old, receivedAt: old + MINUTE }),
          offline({ grade: 'a' }, { entity: 'cid', eventTime: old, receivedAt: START }),
        ],
        '1',
      );
      const [ages] = await storeOf().countAges(request);
      expect(ages!.value.income).toMatchObject({ backfilled: 1, timed: 2, stale: 2 });
      expect(ages!.value.income!.ageQuantiles).toEqual([49 * 3600]);
    });

    it('are none where no prediction carries times', async () => {
      await storeOf().apply(sample, '1');
      const [ages] = await storeOf().countAges(request);
      expect(ages!.value.income).toMatchObject({ timed: 0, ageQuantiles: [null], served: 5 });
    });
  });

  it('knows late predictions, and those that came after a later one', async () => {
    await storeOf().apply(
      [
        prediction('a', 0),
        prediction('b', 5),
        prediction('c', 3, { receivedAt: START + 6 * MINUTE }),
        prediction('d', 4, { receivedAt: START + 6 * MINUTE }),
        prediction('e', 7, { sampleRate: 0.5 }),
      ],
      '1',
    );
    const [counts] = await storeOf().countPunctuality({ ...whole, lateMs: 2 * MINUTE });
    // c and d came at 6 min, after b of minute 5: both out of order; c alone is more than 2 min late.
    expect(counts!.value).toEqual({ late: 1, outOfOrder: 2, served: 6, rows: 5 });
  });

  describe('parity', () => {
    const request = { ...whole, tolerances: { income: 0.5, grade: 0, owner: 0 } };

    it('compares numbers within a tolerance, texts and flags by themselves, and missing with missing', async () => {
      await storeOf().apply(
        [
          prediction('a', 0, { features: [10, 'a', true] }),
          prediction('b', 1, { features: [10, 'b', null] }),
          prediction('c', 2, { features: [null, null, false], sampleRate: 0.5 }),
          prediction('d', 3),
          offline({ income: 10.5, grade: 'a', owner: true }, { predictionId: 'a' }),
          offline({ income: 12, grade: 'a', owner: null }, { predictionId: 'b' }),
          offline({ income: null, grade: 'a', owner: true }, { predictionId: 'c' }),
          offline({ income: 1 }, { predictionId: 'ghost' }),
        ],
        '1',
      );
      const [parity] = await storeOf().countParity(request);
      expect(parity!.value).toEqual({
        income: {
          compared: 4,
          comparedRows: 3,
          different: 1,
          numeric: 2,
          absoluteDifference: 2.5,
          difference: -2.5,
          served: 5,
          rows: 4,
        },
        grade: expect.objectContaining({ compared: 4, different: 3, numeric: 0 }) as unknown,
        owner: expect.objectContaining({ compared: 4, different: 2 }) as unknown,
      });
    });

    it('takes the newest value of the entity by the time of the prediction where none names it', async () => {
      const of = (income: number, minute: number, more: Partial<FeatureValuesRecord> = {}) =>
        offline({ income }, { eventTime: START + minute * MINUTE, ...more });
      await storeOf().apply(
        [
          prediction('a', 10, { entity: 'ann', features: [2, 'a', true] }),
          prediction('b', 20, { entity: 'bob' }),
          prediction('c', 30, { entity: 'ann', features: [9, 'a', true] }),
          of(1, 0),
          of(2, 10),
          of(3, 11),
          of(9, 0, { predictionId: 'c' }),
          of(7, 0, { view: 'other', entity: 'bob', receivedAt: START }),
          of(1, 0, { view: 'other', entity: 'bob', receivedAt: START + 1 }),
        ],
        '1',
      );
      const [parity] = await storeOf().countParity(request);
      expect(parity!.value.income).toMatchObject({ compared: 3, different: 0 });
      expect(parity!.value.grade).toMatchObject({ compared: 0, served: 3 });
    });

    it('reads what an older schema held otherwise', async () => {
      const features = [
        { name: 'income', type: 'number' as const },
        { name: 'grade', type: 'category' as const },
        { name: 'owner', type: 'category' as const },
      ];
      await storeOf().ensureSchema({ ...loans, version: 2, features });
      await storeOf().apply(
        [
          prediction('old', 0, { features: [1, 'a', true] }),
          prediction('new', 1, { schema: 2, features: [1, 'a', 'yes'] }),
          offline({ owner: true }, { predictionId: 'old' }),
          offline({ owner: 'yes' }, { predictionId: 'new' }),
        ],
        '1',
      );
      const [parity] = await storeOf().countParity(request);
      expect(parity!.value.owner).toMatchObject({ compared: 2, different: 0 });
    });
  });

  it('counts outcomes of predictions whose attribution window has passed, several of one as one', async () => {
    await storeOf().apply(
      [
        ...sample,
        outcome('p1', 2, 5),
        outcome('p1', 3, 6),
        outcome('p2', 7, 30),
        outcome('p3', 0, 3),
        outcome('p3', 4, 3, 'other'),
        outcome('p5', 5, 63),
        outcome('ghost', 9, 1),
      ],
      '1',
    );
    const request = { ...whole, outcome: 'paid', attributionMs: 20 * MINUTE, asOf: START + 70 * MINUTE };
    const [counts] = await storeOf().countOutcomes(request);
    // p2's came after its window, p5's window is still open, p4 failed.
    expect(counts!.value).toEqual({
      served: 4,
      servedRows: 4,
      mature: 3,
      matureRows: 3,
      reached: 1,
      sum: 5,
      sumOfSquares: 25,
    });
    const versions = await storeOf().countOutcomes({ ...request, groupBy: ['version'], asOf: Infinity });
    expect(versions.map(({ labels, value }) => [labels.version, value.mature, value.sum])).toEqual([
      ['v1', 3, 10],
      ['v2', 1, 0],
    ]);
  });

  it('sums attributions of answered predictions; a feature that is not named contributed nothing', async () => {
    await storeOf().apply(
      [
        prediction('a', 0, { attributions: { income: -2, grade: 1 } }),
        prediction('b', 1, { attributions: { income: 1 }, sampleRate: 0.5 }),
        prediction('c', 2),
        prediction('d', 3, { attributions: { income: 100 }, status: 500 }),
      ],
      '1',
    );
    const [counts] = await storeOf().countAttributions({ ...whole, features: ['income', 'grade'] });
    expect(counts!.value).toEqual({
      served: 4,
      rows: 3,
      attributed: 3,
      attributedRows: 2,
      absolute: { income: 4, grade: 1 },
      squared: { income: 6, grade: 1 },
    });
  });

  it('answers empty windows with zeros, and names a feature that is not there', async () => {
    const selection = { ...everything, from: START - HOUR, to: START };
    const empty = { ...whole, selection };
    const [ages] = await storeOf().countAges({
      ...empty,
      ttlMs: { income: null },
      backfillMs: 0,
      quantiles: [0.5],
    });
    expect(ages!.value.income).toMatchObject({ timed: 0, rows: 0, ageQuantiles: [null] });
    const [parity] = await storeOf().countParity({ ...empty, tolerances: { income: 0 } });
    expect(parity!.value.income).toMatchObject({ compared: 0, rows: 0 });
    const [lags] = await storeOf().countLags({ ...empty, asOf: Infinity, waitedUntil: START });
    expect(lags!.value).toMatchObject({ rows: 0, served: 0 });
    await expect(storeOf().countAttributions({ ...empty, features: ['planet'] })).rejects.toMatchObject({
      code: 'unknown-feature',
    });
  });
}
