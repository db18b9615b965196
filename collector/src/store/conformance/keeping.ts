import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredRecord } from '../../contract';
import type { Store } from '../store';
import { everything, label, loans, MINUTE, prediction, profiles, sample, START, whole } from './sample';

/** What must last: applied positions, documents, changes, costs, retention, and names that mean harm. */
export function describeKeeping(storeOf: () => Store, reopen: () => Promise<void>): void {
  const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'store-conformance-'));

  it('keeps what it applied, and how far, over a restart', async () => {
    expect(await storeOf().appliedPosition()).toBeNull();
    await storeOf().apply(sample, '0:17');
    await reopen();
    expect(await storeOf().appliedPosition()).toBe('0:17');
    expect(await storeOf().countRows(everything)).toBe(5);
    await storeOf().apply([prediction('p6', 63, { segments: ['east'] }), label('p2', '1', 30)], '0:18');
    const [group] = await storeOf().countConfusion({ ...whole, classes: ['0', '1'], asOf: Infinity });
    expect(group!.value.counts[1]).toEqual([1, 1]);
    await reopen();
    expect(await storeOf().dimensionValues('loans', 'region', 10)).toEqual(['north', 'south', 'east']);
    const [bins] = await storeOf().countBins({ ...whole, columns: profiles });
    expect(bins!.value.grade).toMatchObject({ counts: [3, 1], unseen: 1, missing: 1 });
  });

  it('puts a record of an unknown schema in quarantine, and applies the rest', async () => {
    const stray = prediction('stray', 0, { schema: 9 });
    expect(
      await storeOf().apply([stray, prediction('p', 1), prediction('q', 2, { model: 'other' })], '1'),
    ).toEqual({
      quarantined: 2,
    });
    expect(await storeOf().countRows(everything)).toBe(1);
    const [record] = await storeOf().quarantine({ limit: 5, model: 'loans' });
    expect(record).toMatchObject({ code: 'unknown-schema', posted: 'predictions', model: 'loans' });
    expect(JSON.parse(record!.raw)).toMatchObject({ id: 'stray', schema: 9 });
  });

  it('makes room for a schema once, and refuses another one under the same number', async () => {
    await storeOf().ensureSchema(loans);
    await expect(storeOf().ensureSchema({ ...loans, segments: ['other'] })).rejects.toMatchObject({
      code: 'schema-conflict',
    });
  });

  it('deletes labels and outcomes that no prediction came for, by their receipt', async () => {
    const outcome = { kind: 'outcome', predictionId: 'ghost', name: 'sale', value: 1, ts: START } as const;
    const events = [outcome, { ...outcome, predictionId: 'p1' }].map((one) => ({
      ...one,
      receivedAt: START,
    }));
    await storeOf().apply([...sample, ...events, label('late ghost', '1', 50)], '1');
    const before = await storeOf().statistics();
    expect(await storeOf().deleteUnmatched(START)).toBe(0);
    expect(await storeOf().deleteUnmatched(START + 50 * MINUTE)).toBe(2);
    expect(await storeOf().deleteUnmatched(START + 50 * MINUTE)).toBe(0);
    expect((await storeOf().statistics()).labels).toBe(before.labels - 1);
    expect(await storeOf().deleteUnmatched(Infinity)).toBe(1);
    expect(
      (await storeOf().countConfusion({ ...whole, classes: ['0', '1'], asOf: Infinity }))[0]!.value.rows,
    ).toBe(3);
  });

  it('keeps changes, costs, outcomes, feature values and quarantined events as they came', async () => {
    const at = { receivedAt: START };
    const change = {
      kind: 'change',
      id: null,
      ts: START,
      change: 'rollout',
      model: 'loans',
      version: 'v2',
    } as const;
    const cost = {
      kind: 'cost',
      ts: START,
      model: 'loans',
      version: null,
      infrastructure: 1,
      storage: 2,
    } as const;
    const records: StoredRecord[] = [
      { ...change, ...at, text: "it's v2", status: null },
      { ...cost, ...at, retraining: 3, currency: 'EUR' },
      { kind: 'outcome', predictionId: 'p1', name: 'conversion', value: 1, ts: START, ...at },
      {
        kind: 'featureValues',
        view: 'profile',
        entity: 'e',
        eventTime: START,
        predictionId: null,
        values: {},
        ...at,
      },
      {
        kind: 'quarantine',
        posted: 'labels',
        code: 'no-id',
        path: '$',
        message: 'm',
        model: null,
        raw: 'x',
        ...at,
      },
    ];
    await storeOf().apply(records, '1');
    const range = { from: START, to: START + 1 };
    expect(await storeOf().changes(range)).toEqual([records[0]]);
    expect(await storeOf().changes({ ...range, model: 'other' })).toEqual([]);
    expect(await storeOf().changes({ from: START + 1, to: Infinity })).toEqual([]);
    expect(await storeOf().costs({ ...range, model: 'loans' })).toEqual([records[1]]);
    expect(await storeOf().quarantine({ limit: 10 })).toEqual([records[4]]);
  });

  it('keeps documents until they are removed', async () => {
    const { documents } = storeOf();
    const value = { text: `it's "quoted" \\ and\nbroken`, list: [1, null, { deep: true }] };
    await documents.put('models', "a'b", { first: true });
    await documents.put('models', "a'b", value);
    await documents.put('runs', "a'b", 1);
    await reopen();
    expect(await storeOf().documents.get('models', "a'b")).toEqual(value);
    expect(await storeOf().documents.list('models')).toEqual([{ id: "a'b", value }]);
    await storeOf().documents.remove('models', "a'b");
    expect(await storeOf().documents.get('models', "a'b")).toBeNull();
    expect(await storeOf().documents.list('models')).toEqual([]);
    expect(await storeOf().documents.get('runs', "a'b")).toBe(1);
  });

  it('tells range, values and statistics', async () => {
    expect(await storeOf().timeRange('loans')).toBeNull();
    expect(await storeOf().timeRange('nobody')).toBeNull();
    await storeOf().apply(sample, '1');
    expect(await storeOf().timeRange('loans')).toEqual({ from: START, to: START + 62 * MINUTE, rows: 5 });
    expect(await storeOf().dimensionValues('loans', 'version', 1)).toEqual(['v1']);
    expect(await storeOf().dimensionValues('loans', 'region', 9)).toEqual(['north', 'south']);
    const statistics = await storeOf().statistics();
    expect(statistics).toMatchObject({ predictions: 5, labels: 5, waitingLabels: 1, quarantined: 0 });
    expect(statistics.sizeBytes).toBeGreaterThan(0);
    expect(statistics.memoryBytes).toBeGreaterThan(0);
  });

  it('deletes predictions before a moment, and what refers to them', async () => {
    await storeOf().apply(sample, '1');
    expect(await storeOf().deleteBefore('loans', START + 2 * MINUTE)).toBe(2);
    expect(await storeOf().deleteBefore('loans', START + 2 * MINUTE)).toBe(0);
    expect(await storeOf().deleteBefore('nobody', Infinity)).toBe(0);
    expect(await storeOf().countRows(everything)).toBe(3);
    expect((await storeOf().statistics()).labels).toBe(2);
  });

  it('treats names and values that look like code as names and values', async () => {
    const hostile = `'; DROP TABLE labels; -- " \\ \0 ☃ \${x}`;
    const schema = {
      model: 'hostile',
      version: 1,
      features: [hostile, '__proto__', 'constructor'].map((name) => ({ name, type: 'category' as const })),
      segments: [hostile, '__proto__'],
    };
    await storeOf().ensureSchema(schema);
    const record = prediction(hostile, 0, {
      model: 'hostile',
      features: [hostile, hostile, '__proto__'],
      segments: [hostile, '__proto__'],
      version: hostile,
      entity: hostile,
      error: hostile,
      invalid: { [hostile]: hostile },
      class: hostile,
    });
    await storeOf().apply([record, label(hostile, hostile, 1)], hostile);
    await reopen();
    expect(await storeOf().appliedPosition()).toBe(hostile);
    const filters = [hostile, '__proto__'].map((key, index) => ({
      key,
      operator: '=' as const,
      values: [[hostile, '__proto__'][index]!],
    }));
    const entity = { key: 'entity', operator: '=' as const, values: [hostile] };
    const selection = { ...everything, model: 'hostile', filters: [...filters, entity] };
    const profile = {
      type: 'category' as const,
      levels: [hostile, '__proto__'],
      counts: [1, 1],
      missing: 0,
      n: 2,
    };
    const columns = Object.fromEntries(schema.features.map(({ name }) => [name, profile]));
    const [group] = await storeOf().countBins({
      selection,
      groupBy: [hostile, '__proto__'],
      bucketMs: null,
      columns,
    });
    expect(Object.entries(group!.labels)).toEqual([
      [hostile, hostile],
      ['__proto__', '__proto__'],
    ]);
    expect(Object.entries(group!.value).map(([name, { counts }]) => [name, counts])).toEqual([
      [hostile, [1, 0]],
      ['__proto__', [1, 0]],
      ['constructor', [0, 1]],
    ]);
    const classes = [hostile];
    const [confusion] = await storeOf().countConfusion({
      selection,
      groupBy: [],
      bucketMs: null,
      asOf: Infinity,
      classes,
    });
    expect(confusion!.value.counts).toEqual([[1]]);
    expect(await storeOf().dimensionValues('hostile', hostile, 5)).toEqual([hostile]);
    expect((await storeOf().statistics()).labels).toBe(1);
  });

  it('answers reads while it writes', async () => {
    const records = Array.from({ length: 20_000 }, (_, index) => prediction(`p${index}`, index / 100));
    const writing = storeOf().apply(records, '1');
    const counts = await Promise.all(Array.from({ length: 12 }, () => storeOf().countRows(everything)));
    await writing;
    for (const count of counts) expect([0, 20_000]).toContain(count);
    expect(await storeOf().countRows(everything)).toBe(20_000);
  });

  it('writes a consistent copy into a new folder while it goes on', async () => {
    const folder = temporaryFolder();
    try {
      await storeOf().apply(sample, '1');
      const target = join(folder, 'copy');
      await Promise.all([storeOf().backup(target), storeOf().apply([prediction('late', 90)], '2')]);
      await storeOf().checkpoint();
      await expect(storeOf().backup(target)).rejects.toMatchObject({ code: 'backup-exists' });
      expect(await storeOf().countRows(everything)).toBe(6);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
