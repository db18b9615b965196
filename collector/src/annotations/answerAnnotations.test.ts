import type { AnnotationRequest, ChangeRecord, Finding, FieldValue, Investigation } from '../contract';
import { type AnnotationSources, answerAnnotations } from './answerAnnotations';

const HOUR = 3_600_000;
const CHANGE: ChangeRecord = {
  kind: 'change',
  id: null,
  ts: 2 * HOUR,
  change: 'rollout',
  model: 'credit',
  version: 'v2',
  text: 'canary to 10 %',
  status: null,
  receivedAt: 0,
};
const finding = (more: Partial<Finding>) =>
  ({
    rank: 1,
    kind: 'feature',
    level: 'critical',
    title: 'age changed',
    feature: 'age',
    since: { estimate: 3 * HOUR, lower: 3 * HOUR, upper: 3 * HOUR, confidence: 0.9 },
    until: null,
    causes: [2],
    ...more,
  }) as Finding;
const investigation = (findings: Finding[], more: object = {}) =>
  ({
    state: 'done',
    request: { model: 'credit' },
    read: { window: { from: 0, to: 8 * HOUR } },
    findings,
    ...more,
  }) as Investigation;

function sources(coverage: FieldValue[], investigations: Investigation[] = []): AnnotationSources {
  return {
    store: { changes: async () => [CHANGE] },
    registry: {
      requireModel: () => ({ spec: { maturity: 0.8 } }),
    } as unknown as AnnotationSources['registry'],
    query: {
      run: async () => ({
        name: '',
        meta: {},
        fields: [
          { name: 'time', type: 'time', values: coverage.map((_, index) => index * HOUR) },
          { name: 'value', type: 'number', values: coverage },
        ],
      }),
    },
    investigations: { list: async () => investigations },
  };
}

async function rows(request: Partial<AnnotationRequest>, from: AnnotationSources): Promise<FieldValue[][]> {
  const whole = { show: ['changes'], model: 'credit', range: { from: 0, to: 10 * HOUR }, ...request };
  const { fields } = await answerAnnotations(whole as AnnotationRequest, from);
  return fields[0]!.values.map((_, row) => fields.map(({ values }) => values[row]!));
}

test('a change is a moment with its kind, model and version', async () => {
  expect(await rows({}, sources([]))).toEqual([
    [2 * HOUR, null, 'rollout credit v2', 'canary to 10 %', 'change,rollout,credit'],
  ]);
});

test('an incident is drawn from its onset, once however often it was looked into, without its consequences', async () => {
  const consequence = finding({ rank: 2, kind: 'score', feature: null, causes: [] });
  const note = finding({ rank: 3, level: 'note', feature: 'other', causes: [] });
  const found = [finding({}), consequence, note];
  const drill = investigation(found, { request: { model: 'credit', inject: { kind: 'factor', from: '' } } });
  const all = [drill, investigation(found), investigation(found)];
  expect(await rows({ show: ['incidents'] }, sources([], all))).toEqual([
    [3 * HOUR, 8 * HOUR, 'credit: feature age', 'age changed', 'incident,critical,feature,credit'],
  ]);
  expect(
    await rows({ show: ['incidents'], range: { from: 9 * HOUR, to: 10 * HOUR } }, sources([], all)),
  ).toEqual([]);
});

test('the edge of maturity is after the last step whose labels are there; steps without predictions say nothing', async () => {
  const edges = async (coverage: FieldValue[]) =>
    (await rows({ show: ['maturity'] }, sources(coverage))).map(([from, to]) => [from, to]);
  expect(await edges([0.9, 0.5, 0.8, null, 0.7, 0.1, null])).toEqual([[4 * HOUR, 10 * HOUR]]);
  expect(await edges([0.1, 0.2])).toEqual([[0, 10 * HOUR]]);
  expect(await edges([0.9, 0.95, null])).toEqual([]);
  expect(await edges([null])).toEqual([]);
});

test('the edge of maturity needs a model, and a range must not be empty', async () => {
  await expect(
    answerAnnotations({ show: ['maturity'], range: { from: 0, to: 1 } }, sources([])),
  ).rejects.toMatchObject({ code: 'model-required' });
  await expect(
    answerAnnotations({ show: ['changes'], range: { from: 1, to: 1 } }, sources([])),
  ).rejects.toMatchObject({ code: 'range-reversed' });
});
