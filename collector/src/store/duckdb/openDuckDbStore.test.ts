import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { everything, loans, prediction, profiles, sample, whole } from '../conformance/sample';
import { openDuckDbStore } from './openDuckDbStore';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  file = join(folder, 'store.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true }));

const sql = async (path: string, ...statements: string[]): Promise<void> => {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
};

const parquet = async (select: string): Promise<string> => {
  const path = join(folder, 'baseline.parquet');
  await sql(':memory:', `COPY (${select}) TO '${path}' (FORMAT parquet)`);
  return path;
};

describe('opening', () => {
  test('a file that is open in this process is refused in a sentence, and free again after close', async () => {
    const store = await openDuckDbStore({ file });
    await expect(openDuckDbStore({ file })).rejects.toMatchObject({
      code: 'store-locked',
      message: expect.stringContaining('is open in this process already'),
    });
    await store.close();
    await (await openDuckDbStore({ file })).close();
  });

  test('a file that is open in another process is refused in a sentence', async () => {
    const script = `require('@duckdb/node-api').DuckDBInstance.create(${JSON.stringify(file)})
      .then((instance) => { globalThis.kept = instance; console.log('open'); setInterval(() => {}, 1000); })`;
    const child = spawn(process.execPath, ['-e', script], {
      cwd: __dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await expect(openDuckDbStore({ file })).rejects.toMatchObject({
        code: 'store-locked',
        message: expect.stringContaining('open in another process'),
      });
    } finally {
      child.kill('SIGKILL');
    }
  }, 20_000);

  test('a file that is no database is refused in a sentence', async () => {
    writeFileSync(file, 'this was a photograph'.repeat(1000));
    await expect(openDuckDbStore({ file })).rejects.toMatchObject({
      code: 'store-corrupt',
      message: expect.stringContaining('put a backup in its place'),
    });
  });

  test('a file that was cut off is refused in a sentence', async () => {
    const store = await openDuckDbStore({ file });
    await store.ensureSchema(loans);
    await store.apply(sample, '1');
    await store.checkpoint();
    await store.close();
    truncateSync(file, 20_000);
    await expect(openDuckDbStore({ file })).rejects.toMatchObject({
      name: 'ModelWatchError',
      code: 'store-corrupt',
    });
  });

  test('a folder that is not there is named', async () => {
    await expect(openDuckDbStore({ file: join(folder, 'no', 'store.duckdb') })).rejects.toMatchObject({
      code: 'store-not-found',
    });
  });

  test('a layout of a later version is refused with both versions', async () => {
    await (await openDuckDbStore({ file })).close();
    await sql(file, "UPDATE meta SET layout = 99, written_by = '9.9.9'");
    await expect(openDuckDbStore({ file })).rejects.toMatchObject({
      code: 'store-too-new',
      message: expect.stringMatching(/layout 99, written by version 9\.9\.9.*knows layouts up to/),
    });
  });

  test('a file of another version with our layout is taken over', async () => {
    await (await openDuckDbStore({ file })).close();
    await sql(file, "UPDATE meta SET written_by = '0.0.1'");
    const store = await openDuckDbStore({ file });
    expect(store.description).toMatch(/^DuckDB \(layout \d+, written by \d/);
    await store.close();
  });

  test('a closed store says so', async () => {
    const store = await openDuckDbStore({ file });
    await store.close();
    await store.close();
    await expect(store.apply([], '1')).rejects.toMatchObject({ code: 'store-closed' });
    await expect(store.appliedPosition()).rejects.toMatchObject({ code: 'store-closed' });
  });
});

describe('lasting', () => {
  test('a copy of the files in the middle of a life (as after a power cut) has every committed batch, once', async () => {
    const store = await openDuckDbStore({ file });
    await store.ensureSchema(loans);
    await store.apply([prediction('a', 1)], '1');
    await store.checkpoint();
    await store.apply([prediction('b', 2)], '2');
    const copy = join(folder, 'copy.duckdb');
    copyFileSync(file, copy);
    expect(existsSync(`${file}.wal`)).toBe(true);
    copyFileSync(`${file}.wal`, `${copy}.wal`);
    await store.close();
    const restarted = await openDuckDbStore({ file: copy });
    expect(await restarted.appliedPosition()).toBe('2');
    expect(await restarted.countRows(everything)).toBe(2);
    await restarted.close();
  });

  test('a batch that fails leaves nothing behind, and the next one is whole', async () => {
    const store = await openDuckDbStore({ file });
    await store.ensureSchema(loans);
    const broken = prediction('broken', 1, { segments: ['new'] });
    Object.defineProperty(broken, 'entity', {
      get: () => {
        throw new Error('unreadable');
      },
    });
    await expect(store.apply([prediction('a', 1, { version: 'v7' }), broken], '1')).rejects.toThrow(
      'unreadable',
    );
    expect(await store.appliedPosition()).toBeNull();
    expect(await store.countRows(everything)).toBe(0);
    await store.apply([prediction('b', 2, { version: 'v8' })], '1');
    expect(await store.dimensionValues('loans', 'version', 5)).toEqual(['v8']);
    await store.close();
    const reopened = await openDuckDbStore({ file });
    expect(await reopened.dimensionValues('loans', 'version', 5)).toEqual(['v8']);
    await reopened.close();
  });

  test('a backup opens as a store with everything in it', async () => {
    const store = await openDuckDbStore({ file });
    await store.ensureSchema(loans);
    await store.apply(sample, '7');
    await store.documents.put('models', 'loans', { title: 'Loans' });
    const columns = await parquet("SELECT 1 AS income, 'a' AS grade, true AS owner FROM range(30)");
    await store.importBaseline(loans, 'v1', columns);
    await store.backup(join(folder, 'backup'));
    const counted = await store.countBins({ ...whole, columns: profiles });
    await store.close();
    const restored = await openDuckDbStore({ file: join(folder, 'backup', 'store.duckdb') });
    expect(await restored.appliedPosition()).toBe('7');
    expect(await restored.countBins({ ...whole, columns: profiles })).toEqual(counted);
    expect(await restored.documents.get('models', 'loans')).toEqual({ title: 'Loans' });
    const joined = { selection: everything, groupBy: [], column: 'grade', baselineVersion: 'v1' };
    expect((await restored.countJoinedBins(joined))[0]!.value).toEqual({
      baseline: [30, 0, 0],
      current: [2, 1, 1],
      rows: 4,
    });
    await restored.close();
  });

  test('a count that is cancelled is rejected, and the store goes on', async () => {
    const store = await openDuckDbStore({ file });
    await store.ensureSchema(loans);
    await store.apply(sample, '1');
    const aborted = AbortSignal.abort(new Error('the caller left'));
    await expect(store.countBins({ ...whole, columns: profiles }, aborted)).rejects.toThrow(
      'the caller left',
    );
    expect(await store.countRows(everything)).toBe(5);
    await store.close();
  });
});

describe('baselines', () => {
  const open = async (): ReturnType<typeof openDuckDbStore> => {
    const store = await openDuckDbStore({ file });
    await store.ensureSchema(loans);
    return store;
  };

  test('profiles integers, floats, NaN, booleans and numbers as categories', async () => {
    const store = await open();
    const path = await parquet(`SELECT * FROM (VALUES
      (1::HUGEINT, 1.0::FLOAT, true, 0.5::FLOAT), (2, 2.5, false, 'NaN'), (3, NULL, NULL, 1), (NULL, 'NaN', true, NULL))
      AS rows(income, grade, owner, score)`);
    const { rows, columns, hasLabels } = await store.importBaseline(loans, 'v1', path);
    expect([rows, hasLabels]).toEqual([4, false]);
    expect(columns.income).toMatchObject({
      edges: [1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.4, 2.6, 2.8].map((edge) => expect.closeTo(edge, 12)),
      counts: [1, 0, 0, 0, 1, 0, 0, 0, 0, 1],
      missing: 1,
      n: 4,
      min: 1,
      max: 3,
      mean: 2,
      std: expect.closeTo(Math.sqrt(2 / 3), 12),
      distinct: 3,
    });
    expect(columns.grade).toEqual({
      type: 'category',
      levels: ['1', '2.5'],
      counts: [1, 1],
      missing: 2,
      n: 4,
    });
    expect(columns.owner).toEqual({
      type: 'boolean',
      levels: ['false', 'true'],
      counts: [1, 2],
      missing: 1,
      n: 4,
    });
    expect(columns['@score']).toMatchObject({ missing: 2, min: 0.5, max: 1 });
    await store.close();
  });

  test('names a missing feature, an unreadable file, a wrong type, an empty file', async () => {
    const store = await open();
    const importing = (path: string): Promise<unknown> => store.importBaseline(loans, 'v1', path);
    await expect(importing(await parquet('SELECT 1 AS income, true AS owner'))).rejects.toMatchObject({
      code: 'baseline-missing-feature',
      message: expect.stringContaining('"grade"'),
    });
    await expect(
      importing(await parquet("SELECT 'x' AS income, 'a' AS grade, true AS owner")),
    ).rejects.toMatchObject({
      code: 'baseline-wrong-type',
      message: expect.stringContaining('feature "income"'),
    });
    await expect(
      importing(await parquet("SELECT 1 AS income, 'a' AS grade, true AS owner WHERE false")),
    ).rejects.toMatchObject({ code: 'baseline-empty' });
    writeFileSync(join(folder, 'picture.parquet'), 'PNG');
    await expect(importing(join(folder, 'picture.parquet'))).rejects.toMatchObject({
      code: 'baseline-unreadable',
    });
    const joined = { selection: everything, groupBy: [], column: 'grade', baselineVersion: 'v1' };
    await expect(store.countJoinedBins(joined)).rejects.toMatchObject({ code: 'unknown-baseline' });
    await store.close();
  });

  test('a new baseline takes the place of the one before', async () => {
    const store = await open();
    await store.apply(sample, '1');
    const joined = { selection: everything, groupBy: ['region'], column: 'income', baselineVersion: 'v1' };
    for (const income of [10, 20]) {
      await store.importBaseline(
        loans,
        'v1',
        await parquet(`SELECT ${income} AS income, 'a' AS grade, true AS owner`),
      );
    }
    expect((await store.countJoinedBins(joined)).map(({ labels, value }) => [labels.region, value])).toEqual([
      ['missing', { baseline: [1, 0], current: [0, 1], rows: 1 }],
      ['north', { baseline: [0, 1], current: [1, 0], rows: 1 }],
      ['south', { baseline: [1], current: [1], rows: 1 }],
    ]);
    await store.close();
  });
});
