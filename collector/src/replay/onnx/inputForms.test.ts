import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelSpec, VersionSpec } from '../../contract';
import { ScoringPool } from '../pool';
import { buildWorker } from '../testing/buildWorker';
import { categoryColumn, numberColumn } from '../testing/demoLog';
import { createPrepareModel } from './prepareModel';

/* The models are made, and their formula is told, by test/fixtures/onnx/make.py. */
const FOLDER = join(__dirname, '../../../../test/fixtures/onnx');
const folder = mkdtempSync(join(tmpdir(), 'forms-'));

const model: ModelSpec = {
  model: 'forms',
  task: 'binary',
  positiveClass: 1,
  features: [
    { name: 'a', type: 'number' },
    { name: 'n', type: 'number' },
    { name: 'b', type: 'category', levels: ['x', 'y'] },
    { name: 'c', type: 'boolean' },
  ],
};
const A = [0.5, -1.25, 3, 7.5, 0, -2];
const N = [1, 2, 3, 4, 5, -6];
const B = ['x', 'y', 'y', 'x', 'y', 'x'];
const C = [true, false, true, false, false, true];
const inner = A.map((a, row) => 0.5 * a - 0.25 * N[row]! + (B[row] === 'y' ? 1 : 0) + (C[row] ? 2 : 0));
const sigmoid = inner.map((z) => 1 / (1 + Math.exp(-z)));

let prepare: ReturnType<typeof createPrepareModel>;
let workerFile: string;
beforeAll(() => {
  workerFile = buildWorker();
  prepare = createPrepareModel({ workerFile, timeLimitMs: 20_000 });
}, 30_000);

jest.setTimeout(30_000);

async function score(name: string, spec: VersionSpec, of = model) {
  const { runnable, spec: filled } = await prepare(readFileSync(join(FOLDER, `${name}.onnx`)), spec, of);
  const file = join(folder, `${name}.onnx`);
  writeFileSync(file, runnable);
  const digest = createHash('sha256').update(runnable).digest('hex');
  const { inputs = [], outputs = {} } = filled;
  const setup = {
    ...{ model: of, features: of.features, segments: [], repairs: [] },
    versions: [{ version: name, file, digest, inputs, outputs }],
    variants: [{ version: name, repaired: false }],
  };
  const pool = await ScoringPool.open(setup, { workerFile, threads: 1, timeLimitMs: 20_000 });
  const none = categoryColumn(A.map(() => null));
  const { variants } = await pool.score({
    rows: A.length,
    versions: none,
    features: {
      a: numberColumn(A),
      n: numberColumn(N),
      b: categoryColumn(B),
      c: categoryColumn(C.map(String)),
    },
    segments: {},
    scores: new Float64Array(A.length).fill(NaN),
    classes: none,
    labels: none,
  });
  pool.close();
  return { scores: [...variants[0]!.scores], failed: variants[0]!.failed, inputs };
}

const all = ['a', 'n', 'b', 'c'];
const matrix: VersionSpec = {
  inputs: [{ name: 'X', tensor: 'float32 [N,4]', features: all, categories: 'index' }],
};

it.each<[string, string, VersionSpec, number[], ModelSpec]>([
  ['a tensor for each feature: float, int64, string and bool', 'named', {}, sigmoid, model],
  ['one float tensor', 'matrix', matrix, sigmoid, model],
  ['one float tensor and others for some features', 'mixed', {}, sigmoid, model],
  ['a ZipMap of scores', 'zipMap', {}, sigmoid, model],
  ['the score of the positive class alone', 'oneColumn', {}, sigmoid, model],
  [
    'the single output of a regression',
    'regression',
    {},
    inner,
    { ...model, task: 'regression', positiveClass: undefined },
  ],
  ['one row at a time', 'fixed1', matrix, sigmoid, model],
  ['four rows at a time, of which the last call has two', 'fixed4', matrix, sigmoid, model],
])('%s', async (_what, name, spec, expected, of) => {
  const { scores, failed, inputs } = await score(name, spec, of);
  expect(failed).toEqual({});
  expect(inputs.every(({ tensor }) => /\[N(,\d+)?\]$/.test(tensor))).toBe(true);
  scores.forEach((one, row) => expect(Math.abs(one - expected[row]!)).toBeLessThan(1e-6));
});

it('counts the rows whose score is not finite, and scores the others', async () => {
  const { scores, failed } = await score('notANumber', matrix);
  expect(failed).toEqual({ 'the model gave no finite score': 2 });
  expect(scores.map((one) => Number.isNaN(one))).toEqual(A.map((a) => a < 0));
});
