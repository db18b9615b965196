import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ModelSchema, type ModelSpec, ModelWatchError } from '../contract';
import { openRegistry, type RegistryOptions } from '.';
import { roundingOf } from './roundingOf';

/** A store of documents in memory that remembers the layouts it was asked for. */
function memoryStore() {
  const documents = new Map<string, string>();
  const ensured: ModelSchema[] = [];
  const store: RegistryOptions['store'] = {
    documents: {
      get: async <T>(collection: string, id: string) => {
        const text = documents.get(`${collection}/${id}`);
        return text === undefined ? null : (JSON.parse(text) as T);
      },
      list: async <T>(collection: string) =>
        [...documents].flatMap(([key, text]) =>
          key.startsWith(`${collection}/`)
            ? [{ id: key.slice(collection.length + 1), value: JSON.parse(text) as T }]
            : [],
        ),
      put: async (collection, id, value) => void documents.set(`${collection}/${id}`, JSON.stringify(value)),
      remove: async (collection, id) => void documents.delete(`${collection}/${id}`),
    },
    ensureSchema: async (schema) => void ensured.push(schema),
    sampleBaseline: async () => ({
      ...{ total: 3, share: 1, rows: 3, segments: {}, classScores: [], labels: null },
      features: { age: { type: 'number', values: Float64Array.of(41, NaN, 30) } },
      scores: Float64Array.of(0.25, 0.123456789, NaN),
    }),
    importBaseline: async (schema) => ({
      rows: 3,
      hasLabels: false,
      columns: Object.fromEntries(
        schema.features.map(({ name }) => [
          name,
          { type: 'category' as const, levels: ['a'], counts: [3], missing: 0, n: 3 },
        ]),
      ),
    }),
  };
  return { store, ensured };
}

async function setup(
  memory = memoryStore(),
  modelsDir = mkdtempSync(join(tmpdir(), 'modelwatch-registry-')),
) {
  let now = 1000;
  const prepared: string[] = [];
  const scores = Float64Array.of(0.25, 0.123456789, 0.9);
  const registry = await openRegistry({
    store: memory.store,
    modelsDir,
    clock: () => now++,
    prepareModel: async (onnx, spec) => {
      const text = Buffer.from(onnx).toString();
      if (text === 'not a model')
        throw new ModelWatchError({ code: 'onnx-unreadable', message: 'No ONNX.', status: 400 });
      prepared.push(text);
      // The replay room fills in what the file says.
      const outputs = { probabilities: 'p', classes: ['0', '1'] };
      return {
        runnable: Buffer.from(`${text} rewritten`),
        rewritten: ['ZipMap removed'],
        spec: { ...spec, outputs },
        scored: { scores, failed: {} },
      };
    },
  });
  return { ...memory, registry, modelsDir, prepared, scores };
}

const SPEC: ModelSpec = {
  model: 'credit',
  task: 'binary',
  positiveClass: 1,
  features: [
    { name: 'age', type: 'number' },
    { name: 'job', type: 'category', levels: ['a', 'b'] },
  ],
  segments: [{ name: 'region' }],
};

test('a model is registered once; the same spec again changes nothing', async () => {
  const { registry, ensured } = await setup();
  expect(await registry.applyModel(SPEC)).toMatchObject({ changed: true, entry: { schema: { version: 1 } } });
  expect(await registry.applyModel(JSON.parse(JSON.stringify(SPEC)))).toMatchObject({ changed: false });
  expect(ensured).toHaveLength(1);
});

test('a new feature, a new segment and a changed type each make a new schema; owner and order do not', async () => {
  const { registry } = await setup();
  const versionAfter = async (change: Partial<ModelSpec>) =>
    (await registry.applyModel({ ...registry.model('credit')?.spec, ...SPEC, ...change })).entry.schemas
      .length;
  expect(await versionAfter({})).toBe(1);
  expect(await versionAfter({ owner: 'risk' })).toBe(1);
  expect(await versionAfter({ features: [...SPEC.features].reverse() })).toBe(1);
  const grown: ModelSpec['features'] = [...SPEC.features, { name: 'income', type: 'number' }];
  expect(await versionAfter({ features: grown })).toBe(2);
  expect(await versionAfter({ features: grown, segments: [{ name: 'region' }, { name: 'sex' }] })).toBe(3);
  const retyped: ModelSpec['features'] = [{ name: 'age', type: 'category' }, ...grown.slice(1)];
  expect(await versionAfter({ features: retyped })).toBe(4);
  const { schemas } = registry.requireModel('credit');
  expect(schemas.map((schema) => schema.version)).toEqual([1, 2, 3, 4]);
  expect(schemas[0]!.features).toEqual([
    { name: 'age', type: 'number' },
    { name: 'job', type: 'category' },
  ]);
});

test('what is registered is there after a restart, with room in the store for every layout', async () => {
  const first = await setup();
  await first.registry.applyModel(SPEC);
  await first.registry.applyModel({
    ...SPEC,
    features: [...SPEC.features, { name: 'income', type: 'number' }],
  });
  await first.registry.putVersion('credit', 'v1', {}, Buffer.from('model one'));
  first.ensured.length = 0;
  const second = await setup(first, first.modelsDir);
  expect(second.registry.requireModel('credit').schemas).toHaveLength(2);
  expect(first.ensured.map((schema) => schema.version)).toEqual([1, 2]);
  expect(second.registry.model('credit')!.versions.v1).toMatchObject({ rewritten: ['ZipMap removed'] });
});

test('the uploaded bytes and the rewritten ones are kept under their digests', async () => {
  const { registry, modelsDir, prepared } = await setup();
  await registry.applyModel(SPEC);
  const spec = {
    inputs: [{ name: 'X', tensor: 'float32 [N,2]', features: ['age', 'job'] }],
    outputs: { probabilities: 'p' },
  };
  const entry = await registry.putVersion('credit', 'v1', spec, Buffer.from('model one'));
  expect(entry.digest).not.toBe(entry.runnableDigest);
  const names = readdirSync(join(modelsDir, 'credit', 'v1')).sort();
  expect(names).toEqual([`${entry.digest}.onnx`, `${entry.runnableDigest}.onnx`].sort());
  expect(readFileSync(registry.runnable('credit', 'v1').file, 'utf8')).toBe('model one rewritten');
  expect(await registry.putVersion('credit', 'v1', spec, Buffer.from('model one'))).toEqual(entry);
  expect(prepared).toEqual(['model one']);

  await registry.putVersion('credit', 'v2', { like: 'v1' }, Buffer.from('model two'));
  expect(registry.runnable('credit', 'v2').spec).toMatchObject({
    inputs: spec.inputs,
    outputs: { classes: ['0', '1'] },
  });
  expect(registry.productionVersion('credit')).toBe('v1');
});

test('a version like another keeps what its own file says, and follows the other when that is changed', async () => {
  const { registry, prepared } = await setup();
  await registry.applyModel(SPEC);
  const input = (feature: string) => ({ inputs: [{ name: 'X', tensor: 'float32 [N,1]', feature }] });
  const put = () => registry.putVersion('credit', 'v2', { like: 'v1' }, Buffer.from('model two'));
  await registry.putVersion('credit', 'v1', input('age'), Buffer.from('model one'));
  const { spec } = await put();
  expect(spec).toEqual({
    like: 'v1',
    ...input('age'),
    outputs: { probabilities: 'p', classes: ['0', '1'] },
  });
  await put();
  expect(prepared).toEqual(['model one', 'model two']);
  await registry.putVersion('credit', 'v1', input('job'), null);
  expect((await put()).spec).toMatchObject(input('job'));
  expect(prepared).toEqual(['model one', 'model two', 'model one', 'model two']);
});

test('what is put again unchanged is not checked again, file by file, after a restart either', async () => {
  const first = await setup();
  await first.registry.applyModel(SPEC);
  const apply = async ({ registry }: typeof first) => {
    for (const [version, spec] of [
      ['v1', {}],
      ['v2', { like: 'v1' }],
    ] as const) {
      await registry.putVersion('credit', version, spec, null);
      await registry.putVersion('credit', version, null, Buffer.from(version));
    }
  };
  await apply(first);
  await apply(first);
  expect(first.prepared).toEqual(['v1', 'v2']);
  const second = await setup(first, first.modelsDir);
  await apply(second);
  expect(second.prepared).toEqual([]);
});

test('a file that is refused leaves nothing behind', async () => {
  const { registry, modelsDir } = await setup();
  await registry.applyModel(SPEC);
  await expect(registry.putVersion('credit', 'v1', {}, Buffer.from('not a model'))).rejects.toMatchObject({
    code: 'onnx-unreadable',
  });
  expect(registry.requireModel('credit').versions).toEqual({});
  expect(readdirSync(modelsDir)).toEqual([]);
});

test('the baseline of a version stands in for versions that have none', async () => {
  const { registry } = await setup();
  await registry.applyModel(SPEC);
  expect(registry.baseline('credit')).toBeNull();
  await registry.putBaseline('credit', 'v1', { kind: 'training set' }, Buffer.from('parquet'));
  expect(registry.baseline('credit', 'v9')).toMatchObject({ version: 'v1', rows: 3, kind: 'training set' });
});

test('a version that does not give the scores of its baseline is refused with the first row that differs', async () => {
  const { registry, scores } = await setup();
  await registry.applyModel(SPEC);
  await registry.putBaseline('credit', 'v1', {}, Buffer.from('parquet'));
  scores[1] = 0.1234;
  const put = (spec = {}) => registry.putVersion('credit', 'v1', spec, Buffer.from('model one'));
  await expect(put()).rejects.toMatchObject({
    code: 'version-scores-differ',
    message: expect.stringMatching(
      /in 1 of 2 rows; the first of them \(age missing\) was logged with 0.123456789 and gets 0.1234\./,
    ),
  });
  expect(registry.requireModel('credit').versions).toEqual({});
  expect((await put({ tolerance: 1e-3 })).check).toMatchObject({ compared: 2, differing: 0 });
  // Another version has no scores in it to be held against.
  const other = await registry.putVersion('credit', 'v2', {}, Buffer.from('model two'));
  expect(other.check).toMatchObject({ baseline: 'v1', rows: 3, compared: 0 });
  expect(other.check?.told).toMatch(/has no scores of it/);
});

test('a baseline that comes after its version is taken, and says what the version makes of it', async () => {
  const { registry, scores } = await setup();
  await registry.applyModel(SPEC);
  scores[0] = NaN;
  const version = await registry.putVersion('credit', 'v1', {}, Buffer.from('model one'));
  expect(version.check).toBeNull();
  const { check } = await registry.putBaseline('credit', 'v1', {}, Buffer.from('parquet'));
  expect(check).toMatchObject({ compared: 2, differing: 1 });
  expect(check?.told).toMatch(/\(age 41\) was logged with 0.25 and gets none/);
  expect(registry.requireModel('credit').versions.v1!.check).toEqual(check);
});

test.each([
  [[0.1234, 0.5, 0.9], 0.5e-4],
  [[3, 12, NaN], 0.5],
  [[0.123456789, 0.5], 0],
])('scores %j are rounded by half of %d', (values, half) => {
  expect(roundingOf(Float64Array.from(values))).toBeCloseTo(half, 5);
});

test('writes at the same moment lose nothing of each other', async () => {
  const { registry } = await setup();
  await registry.applyModel(SPEC);
  const versions = ['a', 'b', 'c', 'd'];
  await Promise.all(
    versions.map((version) => registry.putVersion('credit', version, {}, Buffer.from(version))),
  );
  expect(Object.keys(registry.requireModel('credit').versions).sort()).toEqual(versions);
});

const binary = (change: object) => ({ ...SPEC, ...change });

test.each<[string, object, string]>([
  ['an unknown field', binary({ ownr: 'x' }), '$.ownr'],
  ['a wrong type', binary({ features: [{ name: 'age', type: 'float' }] }), '$.features[0].type'],
  ['a reserved name', binary({ segments: [{ name: 'version' }] }), '$.segments[0].name'],
  [
    'a name of the prototype',
    binary({ features: [{ name: '__proto__', type: 'number' }] }),
    '$.features[0].name',
  ],
  ['a name twice', binary({ features: [...SPEC.features, SPEC.features[0]] }), '$.features[2].name'],
  [
    'levels of a number',
    binary({ features: [{ name: 'a', type: 'number', levels: [] }] }),
    '$.features[0].levels',
  ],
  ['no positive class', binary({ positiveClass: undefined }), '$.positiveClass'],
  ['a class that is none', binary({ classes: ['yes', 'no'] }), '$.positiveClass'],
  ['no classes', { ...SPEC, task: 'multiclass', positiveClass: undefined }, '$.classes'],
  [
    'an objective on an unknown measure',
    binary({ objectives: [{ measure: 'drift.guess', target: 1, window: '1d' }] }),
    '$.objectives[0].measure',
  ],
  [
    'an objective over no duration',
    binary({ objectives: [{ measure: 'drift.psi', target: 1, window: 'day' }] }),
    '$.objectives[0].window',
  ],
  ['a threshold of no measure', binary({ thresholds: { psi: 1 } }), '$.thresholds.psi'],
  ['a mask of no field', binary({ masks: [{ field: 'features.x', rule: 'drop' }] }), '$.masks[0].field'],
  ['a bucket without width', binary({ masks: [{ field: 'features.age', rule: 'bucket' }] }), '$.masks[0]'],
])('%s is refused with its path', async (_, spec, path) => {
  const { registry } = await setup();
  await expect(registry.applyModel(spec as ModelSpec)).rejects.toMatchObject({ code: 'model-invalid', path });
  expect(registry.models()).toEqual([]);
});

test('a version must name features that are there, like a version that is there, by a name that is no path', async () => {
  const { registry } = await setup();
  await registry.applyModel(SPEC);
  const put = (version: string, spec: object) => registry.putVersion('credit', version, spec, null);
  const input = { name: 'X', tensor: 'float32 [N,1]', feature: 'height' };
  await expect(put('v1', { inputs: [input] })).rejects.toThrow(/no feature height/);
  await expect(put('v1', { like: 'v0' })).rejects.toThrow(/no version v0/);
  await expect(put('../v1', {})).rejects.toMatchObject({ code: 'version-invalid' });
  await expect(registry.putVersion('loans', 'v1', {}, null)).rejects.toMatchObject({
    code: 'unknown-model',
    status: 404,
  });
  await put('v1', {});
  expect(() => registry.runnable('credit', 'v1')).toThrow(/No ONNX file was given/);
  expect(() => registry.runnable('credit', 'v2')).toThrow(/no version v2; there are: v1/);
});
