import type {
  Finding,
  Frame,
  Investigation,
  Postmortem,
  PostmortemAction,
  PostmortemText,
  QueryRequest,
} from '../contract';
import { checklistOf, ModelWatchError } from '../contract';
import type { RowBatch } from '../store';
import { exportHtml, exportMarkdown } from './export';
import { createPostmortemService } from './service';

const HOUR = 3_600_000;
const BASELINE = { digest: 'b'.repeat(64), rows: 900 };
const VERSION = { version: 'v1', digest: 'a'.repeat(64), runnableDigest: 'a'.repeat(64), registeredAt: 5 };

const FINDING = {
  rank: 1,
  kind: 'feature',
  level: 'critical',
  title: 'The values of age changed: multiplied by 12 <b>.',
  feature: 'age',
  where: [],
  since: { estimate: 2 * HOUR, lower: HOUR, upper: 3 * HOUR, confidence: 0.9 },
  until: null,
  predictions: { inSegment: 20, changed: 10 },
  score: { before: 0.2, after: 0.4 },
  repairs: [{ feature: 'age', expression: 'age / 12' }],
  causes: [],
  evidence: {
    query: {
      measure: 'drift.totalVariation',
      model: 'credit',
      features: ['age'],
      window: '1h',
      shape: 'series',
    },
    range: { from: 0, to: 4 * HOUR },
  },
} as unknown as Finding;
const INVESTIGATION = {
  id: 'i-1',
  request: { model: 'credit', from: '1970-01-01T00:00:00Z', to: '1970-01-01T04:00:00Z' },
  state: 'done',
  createdAt: 5 * HOUR,
  summary: 'age is twelve times what it was.',
  read: { window: { from: 0, to: 4 * HOUR }, baseline: 'v1' },
  findings: [FINDING],
} as unknown as Investigation;

/** A world of two rows, of which a test can change what it likes. */
function world() {
  const state = {
    investigation: INVESTIGATION,
    scores: [0.25, 0.5],
    drift: [0.1, null, 0.9] as (number | null)[],
    version: VERSION,
    asked: [] as QueryRequest[],
  };
  const documents = new Map<string, unknown>();
  const batch = () =>
    ({
      rows: state.scores.length,
      ids: state.scores.map((_, index) => `p${index}`),
      numbers: Float64Array.from(state.scores.keys()),
      ts: Float64Array.from(state.scores.keys()),
      versions: { type: 'category', codes: Int32Array.from(state.scores, () => 0), dictionary: ['v1'] },
      features: { age: { type: 'number', values: Float64Array.from(state.scores) } },
      segments: {},
      scores: Float64Array.from(state.scores),
      classes: { type: 'category', codes: Int32Array.from(state.scores, () => -1), dictionary: [] },
      labels: { type: 'category', codes: Int32Array.from(state.scores, (_, i) => i - 1), dictionary: ['1'] },
    }) as unknown as RowBatch;
  const service = createPostmortemService({
    version: '1.2.3',
    clock: () => 6 * HOUR,
    investigations: { get: async (id) => (id === 'i-1' ? state.investigation : null) },
    replays: { list: async () => [] },
    registry: {
      productionVersion: () => 'v1',
      requireModel: () =>
        ({
          spec: { model: 'credit' },
          schema: { version: 3, features: [{ name: 'age' }], segments: [] },
          versions: { v1: state.version },
          baselines: { v1: BASELINE },
        }) as never,
    },
    query: {
      run: async (request): Promise<Frame> => {
        state.asked.push(request);
        if (request.query.shape === 'distribution') {
          throw new ModelWatchError({ code: 'x', message: 'There is no baseline.', status: 400 });
        }
        const times = state.drift.map((_, index) => index * HOUR);
        return {
          name: 'drift',
          meta: {},
          fields: [
            { name: 'time', type: 'time', values: times },
            { name: 'value', type: 'number', values: state.drift },
          ],
        };
      },
    },
    store: {
      countRows: async () => state.scores.length,
      changes: async () => [],
      readRows: async function* () {
        yield batch();
      },
      documents: {
        get: async <T>(_collection: string, id: string) => (documents.get(id) as T | undefined) ?? null,
        list: async <T>() => [...documents].map(([id, value]) => ({ id, value: value as T })),
        put: async (_collection, id, value) => void documents.set(id, structuredClone(value)),
        remove: async (_collection, id) => void documents.delete(id),
      },
    },
  });
  return { state, service };
}

const action = (more: Partial<PostmortemAction> = {}): PostmortemAction => ({
  id: 'a1',
  area: 'tests',
  text: 'check the range of age',
  owner: 'kim',
  state: 'open',
  evidence: '',
  ...more,
});
const write = (one: Postmortem, text: Partial<PostmortemText>) => ({
  revision: one.revision,
  text: { ...one.text, ...text },
});

test('a postmortem freezes digests, data and the figures of its findings, labels as of then', async () => {
  const { service, state } = world();
  const one = await service.start({ investigation: 'i-1' }, 'ada');
  expect(one).toMatchObject({ model: 'credit', createdBy: 'ada', revision: 1 });
  expect(one.frozen).toMatchObject({
    collector: '1.2.3',
    production: 'v1',
    versions: [{ ...VERSION, baseline: BASELINE }],
    data: { rows: 2, labelled: 1, schema: 3 },
  });
  expect(one.frozen.data.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(one.frozen.figures.map(({ error }) => error)).toEqual([null, 'There is no baseline.']);
  const fixed = { asOf: '1970-01-01T06:00:00.000Z', baseline: 'v1' };
  expect(state.asked.map(({ query }) => query)).toEqual([
    expect.objectContaining({ shape: 'series', ...fixed }),
    expect.objectContaining({ shape: 'distribution', ...fixed }),
  ]);
});

test('what is the same later is said to be, and what is not is named', async () => {
  const { service, state } = world();
  const { id } = await service.start({ investigation: 'i-1' }, null);
  state.drift = [0.1, null, 0.9 + 1e-12];
  const same = await service.verify(id);
  expect(same.parts.map(({ isSame }) => isSame)).toEqual([true, true, true, true]);
  state.scores = [0.25, 0.75];
  state.drift = [0.1, 0, 0.9];
  state.version = { ...VERSION, digest: 'c'.repeat(64) };
  const { parts } = await service.verify(id);
  expect(parts.filter(({ isSame }) => !isSame).map(({ text }) => text)).toEqual([
    'as many rows, with other values',
    'its model file is another',
    'its values are others',
  ]);
});

test('an action is closed with owner and evidence only, and never removed', async () => {
  const { service } = world();
  const first = await service.start({ investigation: 'i-1' }, null);
  const second = await service.change(first.id, write(first, { actions: [action()] }), 'kim');
  expect(second).toMatchObject({ revision: 2, updatedBy: 'kim' });
  expect((await service.list())[0]!.openActions).toEqual([action()]);
  await expect(
    service.change(first.id, write(second, { actions: [action({ state: 'closed', owner: ' ' })] }), null),
  ).rejects.toMatchObject({ code: 'evidence-missing', path: '$.text.actions[0]' });
  await expect(service.change(first.id, write(second, { actions: [] }), null)).rejects.toMatchObject({
    code: 'action-removed',
  });
  const closed = action({ state: 'closed', evidence: 'commit 1a2b' });
  await service.change(first.id, write(second, { actions: [closed] }), null);
  expect((await service.list())[0]!.openActions).toEqual([]);
});

test('of two changes of one revision the second is refused and told who was first', async () => {
  const { service } = world();
  const one = await service.start({ investigation: 'i-1' }, null);
  const [first, second] = await Promise.allSettled([
    service.change(one.id, write(one, { cause: 'a' }), 'ada'),
    service.change(one.id, write(one, { cause: 'b' }), 'kim'),
  ]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({
    reason: { status: 409, message: expect.stringContaining('ada changed it') },
  });
});

test('it is closed when its checklist is complete', async () => {
  const { service } = world();
  const one = await service.start({ investigation: 'i-1' }, null);
  await expect(service.change(one.id, write(one, { state: 'closed' }), null)).rejects.toMatchObject({
    code: 'postmortem-incomplete',
    message: expect.stringContaining('Preventive action: lineage'),
  });
  const prose = { impact: 'x', detection: 'x', cause: 'x', resolution: 'x', telemetry: 'x' };
  const closed = (['lineage', 'tests', 'monitoring'] as const).map((area) =>
    action({ id: area, area, state: 'closed', evidence: 'done' }),
  );
  const done = await service.change(one.id, write(one, { ...prose, actions: closed, state: 'closed' }), null);
  expect(done.text.state).toBe('closed');
  expect(checklistOf(done).filter(({ isDone }) => !isDone)).toEqual([]);
});

test('drills, failed and unknown investigations have no postmortem', async () => {
  const { service, state } = world();
  await expect(service.start({ investigation: 'none' }, null)).rejects.toMatchObject({ status: 404 });
  state.investigation = { ...INVESTIGATION, state: 'running' };
  await expect(service.start({ investigation: 'i-1' }, null)).rejects.toMatchObject({
    code: 'investigation-not-done',
  });
});

test('the exports hold everything, say what is missing, and nothing of people becomes a tag or a column', async () => {
  const { service } = world();
  const first = await service.start({ investigation: 'i-1', title: '<script>alert(1)</script>' }, null);
  const one = await service.change(
    first.id,
    write(first, { cause: 'A | B\n<img src=x onerror=y>', actions: [action({ text: 'a | b' })] }),
    null,
  );
  const html = exportHtml(one);
  expect(html).not.toMatch(/<script|<img/);
  expect(html).not.toMatch(/<[^>]*(src|href)=/);
  expect(html).toContain('<svg');
  const markdown = exportMarkdown(one);
  expect(markdown).toContain('| open | tests | a \\| b | kim |');
  for (const text of [html, markdown]) {
    expect(text).toContain('Not written yet.');
    expect(text).toContain('a'.repeat(64));
    expect(text).toContain('There is no baseline.');
    expect(text).toContain('1970-01-01 02:00:00 UTC');
  }
});
