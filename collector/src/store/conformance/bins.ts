import type { ModelSchema } from '../../contract';
import type { Store } from '../store';
import { everything, HOUR, loans, prediction, profiles, sample, START, whole } from './sample';

/** Counting by the bins of a baseline. */
export function describeBins(storeOf: () => Store): void {
  const store = { fill: () => storeOf().apply(sample, '1') };

  it('counts numbers, categories, booleans and the score, and tells missing, invalid and unseen apart', async () => {
    await store.fill();
    const [group] = await storeOf().countBins({ ...whole, columns: profiles });
    const zero = { unseen: 0, missing: 0, invalid: 0, belowRange: 0, aboveRange: 0, rows: 5 };
    expect(group).toEqual({
      bucket: null,
      labels: {},
      value: {
        income: { ...zero, type: 'number', counts: [1, 1, 1], missing: 1, invalid: 1, aboveRange: 1 },
        grade: { ...zero, type: 'category', counts: [2, 1], unseen: 1, missing: 1 },
        owner: { ...zero, type: 'boolean', counts: [1, 3], missing: 1 },
        '@score': { ...zero, type: 'number', counts: [2, 2], belowRange: 2, rows: 4 },
      },
    });
  });

  it('answers an empty window with zeros, and without groups when it is grouped', async () => {
    const selection = { ...everything, from: START - HOUR, to: START };
    const [group] = await storeOf().countBins({ ...whole, selection, columns: profiles });
    expect(group!.value.income).toMatchObject({ counts: [0, 0, 0], missing: 0, rows: 0 });
    const request = { ...whole, selection, columns: profiles, groupBy: ['region'] };
    expect(await storeOf().countBins(request)).toEqual([]);
  });

  it('groups by bucket and by segment; a missing segment is called missing', async () => {
    await store.fill();
    const { income } = profiles;
    const request = { selection: everything, columns: { income: income! } };
    const byRegion = await storeOf().countBins({ ...request, groupBy: ['region'], bucketMs: null });
    expect(
      byRegion.map(({ labels, value }) => [labels.region, value.income!.counts, value.income!.rows]),
    ).toEqual([
      ['missing', [0, 0, 1], 1],
      ['north', [1, 0, 0], 3],
      ['south', [0, 1, 0], 1],
    ]);
    const byHour = await storeOf().countBins({ ...request, groupBy: ['version'], bucketMs: HOUR });
    expect(byHour.map(({ bucket, labels, value }) => [bucket, labels.version, value.income!.rows])).toEqual([
      [START, 'v1', 2],
      [START, 'v2', 1],
      [START + HOUR, 'v1', 2],
    ]);
  });

  it('weighs a row by the share of requests that it stands for', async () => {
    await storeOf().apply(
      [
        prediction('s1', 0, { sampleRate: 0.5 }),
        prediction('s2', 1, { sampleRate: 0.25, features: [null, 'z', false] }),
        prediction('s3', 2),
      ],
      '1',
    );
    const [group] = await storeOf().countBins({ ...whole, columns: profiles });
    expect(group!.value.income).toMatchObject({ counts: [3, 0, 0], missing: 4, rows: 3, belowRange: 3 });
    expect(group!.value.grade).toMatchObject({ counts: [3, 0], unseen: 4, rows: 3 });
    expect(group!.value.owner).toMatchObject({ counts: [4, 3] });
  });

  it('reads older schemas by name, as the type asked for, and counts what cannot be read so as invalid', async () => {
    const second: ModelSchema = {
      ...loans,
      version: 2,
      features: [
        { name: 'age', type: 'number' },
        { name: 'grade', type: 'number' },
        { name: 'income', type: 'category' },
      ],
      segments: ['channel', 'region'],
    };
    await storeOf().ensureSchema(second);
    await storeOf().apply(
      [
        prediction('a', 0, { features: [10, '7', true] }),
        prediction('b', 1, { features: [20, 'seven', true] }),
        prediction('c', 2, { schema: 2, features: [33, 7, '30'], segments: ['web', 'south'] }),
        prediction('d', 3, { schema: 2, features: [44, 8.5, 'much'], segments: [null, 'north'] }),
      ],
      '1',
    );
    const grade = { ...profiles.income!, edges: [7], counts: [1, 1], min: 7, max: 9 };
    const columns = { income: profiles.income!, grade, age: { ...grade, edges: [40], min: 1, max: 50 } };
    const [numbers] = await storeOf().countBins({ ...whole, columns });
    expect(numbers!.value.income).toMatchObject({ counts: [1, 1, 1], invalid: 1, missing: 0, rows: 4 });
    expect(numbers!.value.grade).toMatchObject({ counts: [2, 1], invalid: 1, missing: 0, rows: 4 });
    expect(numbers!.value.age).toMatchObject({ counts: [1, 1], missing: 2, rows: 4 });
    const levels = { type: 'category' as const, levels: ['7', '8.5'], counts: [1, 1], missing: 0, n: 2 };
    const [texts] = await storeOf().countBins({ ...whole, columns: { grade: levels } });
    expect(texts!.value.grade).toMatchObject({ counts: [2, 1], unseen: 1, invalid: 0, missing: 0 });
    const byChannel = await storeOf().countBins({
      ...whole,
      columns: { grade: levels },
      groupBy: ['channel'],
    });
    expect(byChannel.map(({ labels, value }) => [labels.channel, value.grade!.rows])).toEqual([
      ['missing', 3],
      ['web', 1],
    ]);
  });

  it('keeps a value that its column cannot hold as invalid', async () => {
    const misfits = prediction('m', 0, { features: ['ten', 3, 'yes'] });
    const infinite = prediction('n', 1, { features: [Infinity, null, null] });
    await storeOf().apply([misfits, infinite], '1');
    const [group] = await storeOf().countBins({ ...whole, columns: profiles });
    expect(group!.value.income).toMatchObject({ counts: [0, 0, 0], invalid: 2, missing: 0 });
    expect(group!.value.owner).toMatchObject({ counts: [0, 0], invalid: 1, missing: 1 });
    expect(group!.value.grade).toMatchObject({ counts: [0, 0], unseen: 1, missing: 1 });
  });
}
