import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCORE_COLUMN } from '../../contract';
import type { Store } from '../store';
import type { Column } from '../rows';
import { writeParquet } from '../testing/writeParquet';
import { everything, loans, prediction, sample, START } from './sample';

/** Rows of a baseline read back, and a baseline made of logged rows. */
export function describeBaselineRows(storeOf: () => Store): void {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'store-baseline-rows-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const request = {
    model: 'loans',
    baselineVersion: 'v1',
    features: ['income', 'grade', 'owner', 'later'],
    segments: ['region'],
    classes: [],
    limit: 100,
  };
  const exported = { schema: loans, selection: everything, asOf: Infinity, classes: [], limit: 1000 };

  it('reads the rows of a baseline in columns, and leaves out what it does not have', async () => {
    const file = await writeParquet(
      join(folder, 'small.parquet'),
      `SELECT * FROM (VALUES (1.5, 'b', true, 0.25, 1), (NULL, 'a', NULL, NULL, 0), (2.5, NULL, false, 0.75, NULL))
        AS rows(income, grade, owner, score, label)`,
    );
    await storeOf().importBaseline(loans, 'v1', file);
    const read = await storeOf().sampleBaseline(request);
    expect(read).toMatchObject({ total: 3, share: 1, rows: 3, segments: {}, classScores: [] });
    expect(Object.keys(read.features)).toEqual(['income', 'grade', 'owner']);
    expect(read.features.income).toMatchObject({ values: Float64Array.of(1.5, NaN, 2.5) });
    expect(textsOf(read.features.grade)).toEqual(['b', 'a', null]);
    expect(textsOf(read.features.owner)).toEqual(['true', null, 'false']);
    expect([...read.scores]).toEqual([0.25, NaN, 0.75]);
    expect(textsOf(read.labels!)).toEqual(['1', '0', null]);
  });

  it('reads about as many rows as asked for, and the same ones again', async () => {
    const file = join(folder, 'large.parquet');
    await writeParquet(
      file,
      `SELECT i AS income, 'a' AS grade, true AS owner, (i % 2)::VARCHAR AS region FROM range(20000) AS rows(i)`,
    );
    await storeOf().importBaseline(loans, 'v1', file);
    const read = await storeOf().sampleBaseline({ ...request, limit: 4000 });
    expect(read).toMatchObject({ total: 20_000, share: 0.2, labels: null });
    expect(Math.abs(read.rows - 4000)).toBeLessThan(300);
    expect(new Set(textsOf(read.segments.region))).toEqual(new Set(['0', '1']));
    expect(await storeOf().sampleBaseline({ ...request, limit: 4000 })).toEqual(read);
  });

  it('writes logged rows as a baseline: features, segments, labels as of a moment, scores', async () => {
    await storeOf().apply(sample, '1');
    const file = join(folder, 'window.parquet');
    expect(await storeOf().exportBaseline({ ...exported, asOf: START + 30 * 60_000 }, file)).toEqual({
      rows: 5,
    });
    const imported = await storeOf().importBaseline(loans, 'v2', file);
    expect(imported).toMatchObject({ rows: 5, hasLabels: true });
    expect(imported.columns.income).toMatchObject({ n: 5, missing: 2, min: 10, max: 30 });
    expect(imported.columns[SCORE_COLUMN]).toMatchObject({ missing: 1 });
    const read = await storeOf().sampleBaseline({ ...request, baselineVersion: 'v2' });
    expect(textsOf(read.features.grade)).toEqual(['a', 'b', 'c', null, 'a']);
    expect(textsOf(read.segments.region)).toEqual(['north', 'south', null, 'north', 'north']);
    expect(textsOf(read.labels!)).toEqual(['1', '0', null, null, null]);
  });

  it('keeps rows so that each stands for as many requests, at most as many as asked for', async () => {
    const rows = Array.from({ length: 8000 }, (_, i) =>
      prediction(`p${i}`, i / 60, { sampleRate: i % 2 === 0 ? 1 : 0.25, features: [i % 2, 'a', true] }),
    );
    await storeOf().apply(rows, '1');
    const file = join(folder, 'rates.parquet');
    await storeOf().exportBaseline({ ...exported, limit: 100_000 }, file);
    await storeOf().importBaseline(loans, 'v3', file);
    const incomes = async () => {
      const { features } = await storeOf().sampleBaseline({ ...request, baselineVersion: 'v3', limit: 1e6 });
      return (features.income as Column & { type: 'number' }).values;
    };
    // 4,000 rows that stand for four requests each, and of 4,000 that stand for one a quarter.
    const kept = await incomes();
    expect(kept.filter((value) => value === 1)).toHaveLength(4000);
    expect(Math.abs(kept.filter((value) => value === 0).length - 1000)).toBeLessThan(150);
    const { rows: few } = await storeOf().exportBaseline({ ...exported, limit: 1000 }, file);
    expect(Math.abs(few - 1000)).toBeLessThan(150);
  });

  it('writes nothing of an empty window', async () => {
    const selection = { ...everything, from: 0, to: 1 };
    const file = join(folder, 'none.parquet');
    expect(await storeOf().exportBaseline({ ...exported, selection }, file)).toEqual({ rows: 0 });
  });
}

const textsOf = (column: Column | undefined): (string | null)[] =>
  column?.type === 'category' ? Array.from(column.codes, (code) => column.dictionary[code] ?? null) : [];
