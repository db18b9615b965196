import type { Store } from '../store';
import type { Column, RowBatch, RowRequest } from '../rows';
import { everything, MINUTE, prediction, sample, START } from './sample';

const request: RowRequest = {
  selection: everything,
  features: ['income', 'grade', 'owner'],
  segments: ['region'],
  asOf: Infinity,
  answeredOnly: true,
};

const valuesOf = (column: Column): (number | string | null)[] =>
  column.type === 'number'
    ? [...column.values].map((value) => (Number.isNaN(value) ? null : value))
    : [...column.codes].map((code) => (code === -1 ? null : column.dictionary[code]!));

async function collect(rows: AsyncIterable<RowBatch>): Promise<RowBatch[]> {
  const batches = [];
  for await (const batch of rows) batches.push(batch);
  return batches;
}

/** Reading rows. */
export function describeRows(storeOf: () => Store): void {
  it('reads columns in order of time, with the labels of a moment', async () => {
    await storeOf().apply([...sample].reverse(), '1');
    const [batch] = await collect(storeOf().readRows(request));
    expect(batch).toMatchObject({ rows: 4, ids: ['p1', 'p2', 'p3', 'p5'] });
    expect([...batch!.ts]).toEqual([0, 1, 2, 62].map((minute) => START + minute * MINUTE));
    expect(valuesOf(batch!.features.income!)).toEqual([10, 20, 30, null]);
    expect(valuesOf(batch!.features.grade!)).toEqual(['a', 'b', 'c', 'a']);
    expect(valuesOf(batch!.features.owner!)).toEqual(['true', 'false', null, 'true']);
    expect(valuesOf(batch!.segments.region!)).toEqual(['north', 'south', null, 'north']);
    expect(valuesOf(batch!.versions)).toEqual(['v1', 'v1', 'v2', 'v1']);
    expect(valuesOf(batch!.classes)).toEqual(['1', '0', '1', '0']);
    expect([...batch!.scores]).toEqual([0.9, 0.2, 0.6, 0.2]);
    expect(valuesOf(batch!.labels)).toEqual(['1', '0', '0', null]);
    const [early] = await collect(storeOf().readRows({ ...request, asOf: START + 25 * MINUTE }));
    expect(valuesOf(early!.labels)).toEqual(['1', '1', null, null]);
  });

  it('reads failed requests too when it is asked for them, and leaves out ids that nobody needs', async () => {
    await storeOf().apply(sample, '1');
    const [batch] = await collect(storeOf().readRows({ ...request, answeredOnly: false, withIds: false }));
    expect(batch).toMatchObject({ rows: 5, ids: [] });
    expect(batch!.scores[3]).toBeNaN();
    expect(valuesOf(batch!.classes)[3]).toBeNull();
  });

  it('leaves out rows that came later, and reads chosen ones', async () => {
    await storeOf().apply([prediction('b', 5), prediction('d', 9)], '1');
    const lastNumber = await storeOf().lastRowNumber('loans');
    await storeOf().apply([prediction('a', 1), prediction('c', 7)], '2');
    expect(await storeOf().lastRowNumber('loans')).toBeGreaterThan(lastNumber);
    const idsOf = async (more: Partial<RowRequest>) =>
      (await collect(storeOf().readRows({ ...request, ...more }))).flatMap(({ ids }) => ids);
    expect(await idsOf({ lastNumber })).toEqual(['b', 'd']);
    const [all] = await collect(storeOf().readRows(request));
    expect(all!.ids).toEqual(['a', 'b', 'c', 'd']);
    expect(await idsOf({ numbers: [all!.numbers[2]!, all!.numbers[0]!] })).toEqual(['a', 'c']);
    expect(await idsOf({ numbers: [] })).toEqual([]);
    expect(await idsOf({ resumeAt: all!.sliceFrom })).toEqual(all!.ids);
    expect(await idsOf({ resumeAt: all!.sliceFrom + 1 })).toEqual([]);
  });

  it('draws as many rows as are asked for, the same ones for the same seed', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `p${index}`);
    await storeOf().apply(
      ids.map((id, index) => prediction(id, index)),
      '1',
    );
    const draw = async (seed: number, lastNumber?: number) => {
      const sample = { rows: 50, seed };
      const batches = await collect(storeOf().readRows({ ...request, sample, lastNumber }));
      return batches.flatMap((batch) => batch.ids);
    };
    const drawn = await draw(1);
    expect(drawn).toHaveLength(50);
    expect(await draw(1)).toEqual(drawn);
    expect(await draw(2)).not.toEqual(drawn);
    // Spread over the whole window: half of them within a wide margin in its first half.
    const early = drawn.filter((id) => Number(id.slice(1)) < 100).length;
    expect(early).toBeGreaterThan(10);
    expect(early).toBeLessThan(40);
  });

  it('orders rows of the same time by id, and rows of later batches before earlier ones where their time is', async () => {
    await storeOf().apply([prediction('m', 5), prediction('b', 5), prediction('z', 9)], '1');
    await storeOf().apply([prediction('a', 5), prediction('c', 1)], '2');
    const [batch] = await collect(storeOf().readRows(request));
    expect(batch!.ids).toEqual(['c', 'a', 'b', 'm', 'z']);
  });

  it('reads ids of every length and script', async () => {
    const lengths = [1, 11, 12, 13, 24, 25, 35, 36, 37, 200];
    const ids = [
      ...lengths.map((length) => 'abcdefghij'.repeat(20).slice(0, length)),
      'größe',
      '☃'.repeat(12),
      'a\0b',
    ];
    await storeOf().apply(
      ids.map((id, minute) => prediction(id, minute)),
      '1',
    );
    const [batch] = await collect(storeOf().readRows(request));
    expect(batch!.ids).toEqual(ids);
  });

  it('reads a feature of an older schema as the type of the newest', async () => {
    await storeOf().ensureSchema({
      model: 'loans',
      version: 2,
      features: [
        { name: 'income', type: 'category' },
        { name: 'grade', type: 'number' },
        { name: 'owner', type: 'category' },
      ],
      segments: [],
    });
    await storeOf().apply(
      [
        prediction('a', 0, { features: [10.5, '7', true] }),
        prediction('b', 1, { schema: 2, features: ['low', 8, 'false'], segments: [] }),
        prediction('c', 2, { features: [10, 'x', null] }),
      ],
      '1',
    );
    const [batch] = await collect(storeOf().readRows(request));
    expect(valuesOf(batch!.features.income!)).toEqual(['10.5', 'low', '10']);
    expect(valuesOf(batch!.features.grade!)).toEqual([7, 8, null]);
    expect(valuesOf(batch!.features.owner!)).toEqual(['true', 'false', null]);
    expect(valuesOf(batch!.segments.region!)).toEqual(['north', null, 'north']);
  });

  it('ends early without an error when its signal is raised, and answers an empty window with nothing', async () => {
    await storeOf().apply(
      Array.from({ length: 50_000 }, (_, index) => prediction(`p${index}`, index / 60)),
      '1',
    );
    const controller = new AbortController();
    let rows = 0;
    for await (const batch of storeOf().readRows(request, controller.signal)) {
      rows += batch.rows;
      controller.abort();
    }
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(50_000);
    const empty = { ...request, selection: { ...everything, to: START } };
    expect(await collect(storeOf().readRows(empty))).toEqual([]);
    for await (const _batch of storeOf().readRows(request)) break;
    expect(await storeOf().countRows(everything)).toBe(50_000);
  });

  it('reads more than a slice completely and in order', async () => {
    const records = Array.from({ length: 80_000 }, (_, index) =>
      prediction(`p${index}`, (index * 7919) % 1400),
    );
    await storeOf().apply(records, '1');
    const ids = new Set<string>();
    let before = -Infinity;
    let inOrder = true;
    for await (const batch of storeOf().readRows(request)) {
      batch.ids.forEach((id) => ids.add(id));
      inOrder &&= batch.ts.every((ts, index) => ts >= (index === 0 ? before : batch.ts[index - 1]!));
      before = batch.ts.at(-1)!;
    }
    expect(inOrder).toBe(true);
    expect(ids.size).toBe(80_000);
  });
}
