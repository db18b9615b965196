import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MeasureId } from '../../collector/src/contract';
import { openDuckDbStore } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER, employmentSpec } from '../support/employment';
import { type LoadedModel, loadModel } from '../support/openTestEngine';
import { taskFolder, taskSpec } from '../support/tasks';
import { Comparisons } from './comparisons';

/*
 * Performance estimated without labels, through the real store and the query engine, against NannyML's CBPE with an
 * isotonic calibration of every class, which rounds its counts to five digits.
 */

jest.setTimeout(60_000);
const TOLERANCE = 1e-6;

type Estimates = Record<string, { estimated: number; realized: number }>;
interface Window {
  from: string;
  to: string;
  n: number;
  alwaysIsotonic: Estimates;
}
const expected = JSON.parse(readFileSync(join(__dirname, 'expected/cbpe.json'), 'utf8')) as {
  employment: Window[];
  cards: Window[];
};

const MEASURES: Record<string, [estimate: MeasureId, realized: MeasureId]> = {
  accuracy: ['estimate.accuracy', 'performance.accuracy'],
  precision: ['estimate.precision', 'performance.precision'],
  recall: ['estimate.recall', 'performance.recall'],
  specificity: ['estimate.specificity', 'performance.specificity'],
  f1: ['estimate.f1', 'performance.f1'],
  roc_auc: ['estimate.rocAuc', 'performance.rocAuc'],
};

const comparisons = new Comparisons();
const folder = mkdtempSync(join(tmpdir(), 'modelwatch-estimates-'));
const models: Record<string, LoadedModel> = {};

beforeAll(async () => {
  for (const [name, spec, files] of [
    ['employment', employmentSpec(), EMPLOYMENT_FOLDER],
    ['cards', taskSpec('cards'), taskFolder('cards')],
  ] as const) {
    const store = await openDuckDbStore({ file: join(folder, `${name}.duckdb`) });
    models[name] = await loadModel(store, spec, files, 'v1');
  }
}, 120_000);

afterAll(async () => {
  for (const { store } of Object.values(models)) await store.close();
  rmSync(folder, { recursive: true });
  process.stdout.write(`\n${comparisons.table('Estimates without labels against NannyML')}\n`);
});

const WINDOWS = (['employment', 'cards'] as const).flatMap((model) =>
  expected[model].map((window) => [model, window.from, window] as const),
);

test.each(WINDOWS)('%s from %s is estimated as NannyML does', async (model, where, window) => {
  for (const [name, { estimated }] of Object.entries(window.alwaysIsotonic)) {
    if (!MEASURES[name]) continue;
    const [measure] = MEASURES[name];
    const query = { measure, shape: 'table', params: { maximumOutside: 1 } } as const;
    const [row] = await models[model]!.ask(query, window);
    expect(row!.n).toBe(window.n);
    comparisons.compare(`${measure} (${model})`, row!.value, estimated, where, TOLERANCE);
  }
});

test.each(WINDOWS)('%s from %s: the realised value beside it is ours too', async (model, where, window) => {
  for (const [name, { realized }] of Object.entries(window.alwaysIsotonic)) {
    if (!MEASURES[name]) continue;
    const measure: MeasureId =
      model === 'cards' && name === 'roc_auc' ? 'performance.rocAucOneVsRest' : MEASURES[name][1];
    const [row] = await models[model]!.ask({ measure, shape: 'table', asOf: 'final' }, window);
    comparisons.compare(`${measure} (${model}, realised)`, row!.value, realized, where);
  }
});

test('an estimate says that it is one, and how many rows are outside the baseline', async () => {
  const [healthy, broken] = expected.employment;
  const query = { measure: 'estimate.rocAuc', shape: 'table' } as const;
  const frame = await models.employment!.frame(query, healthy!);
  expect(frame.name).toBe('Estimated ROC AUC');
  expect(frame.meta.notices![0]!.text).toContain('Estimated from the scores without labels');
  const [row] = await models.employment!.ask(query, healthy!);
  expect(row).toMatchObject({ 'outside the baseline': '0 %', verdict: null });
  expect(row!.value).toBeGreaterThan(0.87);

  const [refused] = await models.employment!.ask(query, broken!);
  expect(refused).toMatchObject({
    value: null,
    verdict: 'insufficient',
    'outside the baseline': '36.8 %',
    reason: '36.8 % of the rows are outside the baseline, and above 5 % nothing is estimated',
  });
});

test('by client the estimate of those that are well stands beside the refusal of the broken one', async () => {
  const rows = await models.employment!.ask(
    { measure: 'estimate.accuracy', shape: 'table', groupBy: ['client'] },
    expected.employment[1]!,
  );
  const byClient = new Map(rows.map((row) => [row.client, row.value]));
  expect(byClient.size).toBeGreaterThan(1);
  expect(byClient.get('mobile')).toBeNull();
  expect([...byClient.values()].filter((value) => value !== null).length).toBeGreaterThan(0);
});
