import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DistinctValues } from '../../contract';
import type { Store } from '../store';
import { writeParquet } from '../testing/writeParquet';
import { everything, HOUR, loans, prediction, sample, START, whole } from './sample';

/** Distinct values of a column, now and in a baseline. */
export function describeValues(storeOf: () => Store): void {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'store-values-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const rows = `(10, 'a', true, 0.5), (25, 'b', false, 0.5), (10, 'a', NULL, 0.75), (NULL, 'a', true, NULL)`;
  const importBaseline = async (): Promise<void> => {
    const file = join(folder, 'baseline.parquet');
    await writeParquet(file, `SELECT * FROM (VALUES ${rows}) AS rows(income, grade, owner, score)`);
    await storeOf().importBaseline(loans, 'v1', file);
  };
  const request = { ...whole, column: 'income', baselineVersion: 'v1' };
  const listed = ({ values, weights, rows }: DistinctValues) => [[...values], [...weights], rows];

  it('counts the distinct present values, ascending, beside those of the baseline', async () => {
    await importBaseline();
    await storeOf().apply([...sample, prediction('again', 70, { features: [10, 'a', true] })], '1');
    const { baseline, current } = await storeOf().countValues(request);
    expect(listed(baseline)).toEqual([[10, 25], [2, 1], 3]);
    expect(current.map(({ bucket, labels, value }) => [bucket, labels, listed(value)])).toEqual([
      [null, {}, [[10, 20, 30], [2, 1, 1], 4]],
    ]);
  });

  it('counts the score of answered predictions', async () => {
    await importBaseline();
    await storeOf().apply([...sample, prediction('failed', 70, { score: 0.3, status: 500 })], '1');
    const { baseline, current } = await storeOf().countValues({ ...request, column: '@score' });
    expect(listed(baseline)).toEqual([[0.5, 0.75], [2, 1], 3]);
    expect(listed(current[0]!.value)).toEqual([[0.2, 0.6, 0.9], [2, 1, 1], 4]);
  });

  it('keeps buckets and groups apart, each ascending', async () => {
    await importBaseline();
    await storeOf().apply([...sample, prediction('early', 3, { features: [5, 'a', true] })], '1');
    const { current } = await storeOf().countValues({ ...request, groupBy: ['version'], bucketMs: HOUR });
    expect(current.map(({ bucket, labels, value }) => [bucket, labels.version, [...value.values]])).toEqual([
      [START, 'v1', [5, 10, 20]],
      [START, 'v2', [30]],
    ]);
  });

  it('weighs values by what their requests stand for, and knows the logged rows', async () => {
    await importBaseline();
    const half = { sampleRate: 0.5, features: [7, 'a', true] };
    await storeOf().apply([prediction('h1', 0, half), prediction('h2', 1, { ...half, sampleRate: 1 })], '1');
    const { current } = await storeOf().countValues(request);
    expect(listed(current[0]!.value)).toEqual([[7], [3], 2]);
  });

  it('answers an empty window with no values, and without groups when it is grouped', async () => {
    await importBaseline();
    const selection = { ...everything, from: START - HOUR, to: START };
    const { current } = await storeOf().countValues({ ...request, selection });
    expect(listed(current[0]!.value)).toEqual([[], [], 0]);
    const grouped = await storeOf().countValues({ ...request, selection, groupBy: ['region'] });
    expect(grouped.current).toEqual([]);
  });

  it('refuses what has no numbers, and a baseline that is not there', async () => {
    await importBaseline();
    await expect(storeOf().countValues({ ...request, column: 'grade' })).rejects.toMatchObject({
      code: 'feature-does-not-fit',
    });
    await expect(storeOf().countValues({ ...request, baselineVersion: 'v9' })).rejects.toMatchObject({
      code: 'unknown-baseline',
    });
  });
}
