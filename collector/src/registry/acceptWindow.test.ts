import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BaselineEntry, ChangeEvent, ModelEntry, ModelSpec } from '../contract';
import type { BaselineExportRequest } from '../store';
import { createBaselineKeeper } from './acceptWindow';

const NOW = Date.parse('2026-10-20T00:00:00Z');
const WINDOW = { from: '2026-10-01T00:00:00Z', to: '2026-10-08T02:00:00+02:00' };
const schema = { model: 'credit', version: 2, features: [], segments: [] };

const ENTRY: ModelEntry = {
  spec: { model: 'credit', task: 'binary', features: [] },
  schema,
  schemas: [schema],
  versions: {},
  baselines: {},
  updatedAt: 0,
};

function setup({ rows = 1000, spec = {} }: { rows?: number; spec?: Partial<ModelSpec> } = {}) {
  const asked: BaselineExportRequest[] = [];
  const put: unknown[] = [];
  const changes: ChangeEvent[] = [];
  const folder = join(mkdtempSync(join(tmpdir(), 'baselines-')), 'new');
  const keeper = createBaselineKeeper({
    store: {
      exportBaseline: async (request, file) => {
        asked.push(request);
        writeFileSync(file, 'rows');
        return { rows };
      },
    },
    registry: {
      requireModel: () => ({ ...ENTRY, spec: { ...ENTRY.spec, ...spec } }),
      putBaseline: async (...given) => {
        put.push(given.slice(0, 3), Buffer.from(given[3]).toString());
        return { version: given[1], digest: 'abc', rows } as BaselineEntry;
      },
    },
    register: async (change) => changes.push(change),
    folder,
    clock: () => NOW,
  });
  return { keeper, asked, put, changes, folder };
}

test('the rows that the version answered become its baseline, and the change is registered', async () => {
  const { keeper, asked, put, changes, folder } = setup();
  const entry = await keeper.accept('credit', 'v2', { ...WINDOW, text: 'New customers are younger.' });
  expect(entry.digest).toBe('abc');
  expect(asked[0]).toMatchObject({
    schema,
    selection: {
      from: Date.parse(WINDOW.from),
      to: Date.parse('2026-10-08T00:00:00Z'),
      filters: [{ key: 'version', operator: '=', values: ['v2'] }],
    },
    asOf: NOW,
  });
  const kind = 'logged 2026-10-01T00:00:00.000Z to 2026-10-08T00:00:00.000Z';
  expect(put).toEqual([['credit', 'v2', { kind }], 'rows']);
  expect(changes).toEqual([
    {
      ts: '2026-10-20T00:00:00.000Z',
      kind: 'baseline',
      model: 'credit',
      version: 'v2',
      text: `The baseline of v2 is now 1000 rows ${kind}. New customers are younger.`,
      id: 'baseline-credit-v2-abc',
    },
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

test('a filter that names versions stands in the place of the version', async () => {
  const filters = [{ key: 'version', operator: '=' as const, values: ['v1'] }];
  const { keeper, asked } = setup();
  await keeper.accept('credit', 'v2', { ...WINDOW, filters });
  expect(asked[0]!.selection.filters).toEqual(filters);
});

test('too few rows change nothing, and leave no file', async () => {
  const { keeper, put, changes, folder } = setup({ rows: 300, spec: { minimumSample: 500 } });
  await expect(keeper.accept('credit', 'v2', WINDOW)).rejects.toMatchObject({
    code: 'baseline-too-small',
    message: expect.stringContaining('300 rows'),
  });
  expect([put, changes]).toEqual([[], []]);
  expect(existsSync(folder) && readdirSync(folder)).toEqual([]);
});

test('a time without an offset is refused before anything is read', async () => {
  const { keeper, asked } = setup();
  await expect(keeper.accept('credit', 'v2', { ...WINDOW, from: '2026-10-01' })).rejects.toMatchObject({
    code: 'time-invalid',
    path: '$.from',
  });
  expect(asked).toEqual([]);
});
