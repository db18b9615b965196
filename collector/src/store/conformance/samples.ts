import type { Store } from '../store';
import type { RowSample, SampleRequest } from '../rows';
import { everything, MINUTE, prediction, sample, START } from './sample';

const request: SampleRequest = {
  selection: everything,
  features: ['income', 'grade', 'owner'],
  dimensions: ['version', 'region'],
  asOf: Infinity,
  limit: 100,
};

/** Rows with everything that was logged about them. */
export function describeSamples(storeOf: () => Store): void {
  it('reads every row in order of time where there are few, failed requests and labels included', async () => {
    await storeOf().apply([...sample].reverse(), '1');
    const read = await storeOf().sampleRows(request);
    expect(read).toMatchObject({ total: 5, share: 1, rows: 5 });
    expect([...read.ts]).toEqual([0, 1, 2, 61, 62].map((minute) => START + minute * MINUTE));
    expect([...read.status]).toEqual([200, 200, 200, 500, 200]);
    expect([...read.latency]).toEqual([10, 20, 30, 100, 40]);
    expect([...read.cost]).toEqual([2, 4, NaN, NaN, NaN]);
    expect([...read.scores]).toEqual([0.9, 0.2, 0.6, NaN, 0.2]);
    expect(read.features.income).toMatchObject({ values: Float64Array.of(10, 20, 30, NaN, NaN) });
    expect(textsOf(read.features.grade)).toEqual(['a', 'b', 'c', null, 'a']);
    expect(textsOf(read.dimensions.region)).toEqual(['north', 'south', null, 'north', 'north']);
    expect(textsOf(read.dimensions.version)).toEqual(['v1', 'v1', 'v2', 'v1', 'v1']);
    expect(textsOf(read.labels)).toEqual(['1', '0', '0', null, null]);
    expect([...read.labelValues]).toEqual([1, 0, 0, NaN, NaN]);
    expect([...read.labelTs]).toEqual([10, 20, 90, NaN, NaN].map((minute) => START + minute * MINUTE));
    expect(read.invalid).toEqual({ income: Uint8Array.of(0, 0, 0, 0, 1) });
    expect(read.invalidTexts).toEqual({ income: ['"abc"'] });
    expect(read.ages).toEqual({});
  });

  it('sees labels as of a moment, ages of features, and rows that say the same of the same entity', async () => {
    const served = START + 5 * MINUTE;
    const same = { entity: 'ann', featureTimes: { income: START } };
    await storeOf().apply(
      [
        prediction('a', 5, same),
        prediction('b', 6, { entity: 'ann' }),
        prediction('c', 7, { entity: 'bob', sampleRate: 0.5 }),
      ],
      '1',
    );
    const read = await storeOf().sampleRows({ ...request, asOf: served });
    expect([...read.ages.income!]).toEqual([5 * MINUTE, NaN, NaN]);
    expect(Object.keys(read.ages)).toEqual(['income']);
    expect(read.fingerprints[0]).toBe(read.fingerprints[1]);
    expect(read.fingerprints[0]).not.toBe(read.fingerprints[2]);
    expect([...read.weights]).toEqual([1, 1, 2]);
  });

  it('reads about as many rows as asked for, spread over the whole range, and the same ones again', async () => {
    await storeOf().apply(
      Array.from({ length: 20_000 }, (_, index) => prediction(`p${index}`, index / 60)),
      '1',
    );
    const read = await storeOf().sampleRows({ ...request, limit: 4000 });
    expect(read.total).toBe(20_000);
    expect(read.share).toBe(0.2);
    expect(Math.abs(read.rows - 4000)).toBeLessThan(300);
    const middle = START + (20_000 / 120) * MINUTE;
    const early = read.ts.filter((ts) => ts < middle).length;
    expect(Math.abs(early / read.rows - 0.5)).toBeLessThan(0.05);
    expect(await storeOf().sampleRows({ ...request, limit: 4000 })).toEqual(read);
  });

  it('reads nothing where there is nothing, and refuses a dimension that is not there', async () => {
    expect(await storeOf().sampleRows(request)).toMatchObject({ total: 0, share: 1, rows: 0 });
    await expect(storeOf().sampleRows({ ...request, dimensions: ['planet'] })).rejects.toMatchObject({
      code: 'unknown-dimension',
    });
  });
}

const textsOf = (column: RowSample['features'][string] | undefined): (string | null)[] =>
  column?.type === 'category'
    ? [...column.codes].map((code) => (code === -1 ? null : column.dictionary[code]!))
    : [];
