import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  EVENT_KINDS,
  ModelWatchError,
  type PredictionRecord,
  type QuarantineRecord,
  type StoredRecord,
} from '../contract';
import type { Admission, Submission } from '../journal';
import { createIngest, type Ingest, type IngestOptions, statusOfAnswer } from './createIngest';
import { modelEntry, registryOf } from './testModels';

const NOW = Date.parse('2026-10-05T12:00:00Z');

/** A journal in memory that admits as the real one does. */
class MemoryJournal {
  records: StoredRecord[] = [];
  #contents = new Map<string, string>();

  async submit(submissions: readonly Submission[]): Promise<Admission[]> {
    return submissions.map(({ record, key }) => {
      const content = JSON.stringify({ ...record, receivedAt: 0 });
      const known = key === null ? undefined : this.#contents.get(key);
      if (known !== undefined) return known === content ? 'duplicate' : 'conflict';
      if (key !== null) this.#contents.set(key, content);
      this.records.push(record);
      return 'accepted';
    });
  }
}

let journal: MemoryJournal;
const make = (more: Partial<IngestOptions> = {}): Ingest =>
  createIngest({
    journal,
    registry: registryOf(modelEntry()),
    log: () => undefined,
    now: () => NOW,
    ...more,
  });
beforeEach(() => {
  journal = new MemoryJournal();
});

const event = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'a',
  ts: '2026-10-05T11:00:00Z',
  model: 'employment',
  version: 'v1',
  features: { AGEP: 75, SCHL: '21', remote: false },
  segments: { sex: 'female', client: 'mobile' },
  prediction: { class: 1, scores: { '0': 0.25, '1': 0.75 } },
  latencyMs: 12.5,
  status: 200,
  ...more,
});
const bytes = (value: unknown): Readable =>
  Readable.from([Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))]);
const only = (): PredictionRecord => {
  expect(journal.records).toHaveLength(1);
  return journal.records[0] as PredictionRecord;
};

describe('a whole prediction', () => {
  it('is laid out by the schema of its model', async () => {
    expect(await make().accept('predictions', [event()])).toEqual({
      received: 1,
      accepted: 1,
      duplicates: 0,
      quarantined: 0,
      invalidFields: 0,
      issues: [],
    });
    expect(only()).toEqual({
      kind: 'prediction',
      id: 'a',
      ts: Date.parse('2026-10-05T11:00:00Z'),
      model: 'employment',
      schema: 1,
      version: 'v1',
      environment: 'production',
      deployment: 'stable',
      entity: null,
      features: [75, '21', false],
      segments: ['female', 'mobile'],
      class: '1',
      score: 0.75,
      latencyMs: 12.5,
      status: 200,
      error: null,
      degraded: false,
      coldStart: false,
      cacheHit: false,
      cost: null,
      sampleRate: 1,
      traceId: null,
      requestId: null,
      receivedAt: NOW,
    });
  });

  it('counts once, and with other content is quarantined as a conflict', async () => {
    const ingest = make();
    await ingest.accept('predictions', [event()]);
    const answer = await ingest.accept('predictions', [
      event(),
      event({ latencyMs: 13 }),
      event({ id: 'b' }),
    ]);
    expect(answer).toMatchObject({ received: 3, accepted: 1, duplicates: 1, quarantined: 1 });
    expect(answer.issues).toEqual([expect.objectContaining({ index: 1, code: 'conflict', path: '$' })]);
    expect(journal.records.at(-1)).toMatchObject({
      kind: 'quarantine',
      code: 'conflict',
      posted: 'predictions',
      model: 'employment',
    });
  });

  it('is the same event with its fields in another order', async () => {
    const ingest = make();
    const extra = { ...event(), features: { zeta: 1, alpha: 2, AGEP: 1 } };
    const turned = {
      ...Object.fromEntries(Object.entries(extra).reverse()),
      features: { AGEP: 1, alpha: 2, zeta: 1 },
    };
    expect(await ingest.accept('predictions', [extra, turned])).toMatchObject({ accepted: 1, duplicates: 1 });
  });

  it.each([
    ['a bare number above the threshold', 0.7, { class: '1', score: 0.7 }],
    ['a bare number below the threshold', 0.3, { class: '0', score: 0.3 }],
    ['a class without scores', { class: true }, { class: 'true', score: null }],
    ['no prediction', undefined, { class: null, score: null }],
  ])('reads %s of a binary model', async (_, prediction, expected) => {
    await make().accept('predictions', [event({ prediction })]);
    expect(only()).toMatchObject(expected);
  });

  it('keeps all scores of a multiclass model and the number of a regression', async () => {
    const cards = modelEntry({ model: 'cards', task: 'multiclass' });
    const housing = modelEntry({ model: 'housing', task: 'regression' });
    const ingest = make({ registry: registryOf(cards, housing) });
    const scores = { a: 0.2, b: 0.5, c: 0.3 };
    await ingest.accept('predictions', [
      event({ id: '1', model: 'cards', prediction: { class: 'b', scores } }),
      event({ id: '2', model: 'housing', prediction: 2.6976 }),
    ]);
    expect(journal.records[0]).toMatchObject({ class: 'b', score: 0.5, scores });
    expect(journal.records[1]).toMatchObject({ class: null, score: 2.6976 });
  });
});

describe('a broken envelope is quarantined whole, with its reason', () => {
  it.each([
    ['no id', { id: undefined }, 'missing-id', '$.id'],
    ['a number as id', { id: 7 }, 'invalid-id', '$.id'],
    ['half a character in the id', { id: 'a\ud800' }, 'invalid-id', '$.id'],
    ['no time', { ts: undefined }, 'missing-time', '$.ts'],
    ['a time without an offset', { ts: '2026-10-05T11:00:00' }, 'invalid-time', '$.ts'],
    ['seconds since 1970', { ts: 1_790_812_827 }, 'invalid-time', '$.ts'],
    ['a time in 1970', { ts: '1970-01-21T17:26:52Z' }, 'time-too-old', '$.ts'],
    ['a time in the future', { ts: '2026-10-05T13:00:01Z' }, 'time-in-future', '$.ts'],
    ['no model', { model: null }, 'missing-model', '$.model'],
    ['an unknown model', { model: 'employmnt' }, 'unknown-model', '$.model'],
    ['SQL as a model', { model: "'; DROP TABLE predictions; --" }, 'unknown-model', '$.model'],
    ['the name of a built-in as a model', { model: '__proto__' }, 'unknown-model', '$.model'],
  ])('%s', async (_, more, code, path) => {
    const answer = await make().accept('predictions', [event(more), event({ id: 'good' })]);
    expect(answer).toMatchObject({ received: 2, accepted: 1, quarantined: 1 });
    expect(answer.issues).toEqual([expect.objectContaining({ index: 0, code, path })]);
    const refused = journal.records[0] as QuarantineRecord;
    expect(refused).toMatchObject({ kind: 'quarantine', code, path, posted: 'predictions' });
    expect(JSON.parse(refused.raw)).toMatchObject({ latencyMs: 12.5 });
  });

  it('refuses 10,000 features, saying how many may be sent', async () => {
    const features = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`f${i}`, i]));
    const answer = await make().accept('predictions', [event({ features })]);
    expect(answer.issues[0]).toMatchObject({ code: 'too-many-features', path: '$.features' });
    expect((journal.records[0] as QuarantineRecord).raw.length).toBeLessThanOrEqual(8192);
  });

  it('answers 422 where nothing was taken, 200 where something was or was known', async () => {
    const ingest = make();
    expect(statusOfAnswer(await ingest.accept('predictions', [event({ id: 1 })]))).toBe(422);
    expect(statusOfAnswer(await ingest.accept('predictions', [event({ id: 1 }), event()]))).toBe(200);
    expect(statusOfAnswer(await ingest.accept('predictions', [event()]))).toBe(200);
    expect(statusOfAnswer(await ingest.accept('predictions', []))).toBe(200);
  });
});

describe('any other wrong field is kept as invalid, with its raw text', () => {
  it('of features, by their declared type', async () => {
    const features = { AGEP: '75', SCHL: 21, remote: 'yes' };
    const answer = await make().accept('predictions', [event({ features })]);
    expect(answer).toMatchObject({ accepted: 1, quarantined: 0, invalidFields: 3 });
    expect(answer.issues.map(({ path }) => path)).toEqual([
      '$.features.AGEP',
      '$.features.SCHL',
      '$.features.remote',
    ]);
    expect(only()).toMatchObject({
      features: [null, null, null],
      invalid: { 'features.AGEP': '"75"', 'features.SCHL': '21', 'features.remote': '"yes"' },
      latencyMs: 12.5,
    });
  });

  it('of a number that JSON can write and no computer hold', async () => {
    await make().take('predictions', Buffer.from(JSON.stringify(event()).replace('75', '1e999')));
    expect(only()).toMatchObject({ features: [null, '21', false], invalid: { 'features.AGEP': 'Infinity' } });
  });

  it('of the rest', async () => {
    const wrong = {
      latencyMs: -1,
      status: 'ok',
      sampleRate: 0,
      deployment: 'blue',
      segments: { sex: 1, client: 'mobile' },
      prediction: { class: 1, scores: { '1': 'high' } },
      featureTimes: { AGEP: 'yesterday' },
      attributions: { AGEP: 0.2, SCHL: 'much' },
      degraded: 'no',
    };
    const answer = await make().accept('predictions', [event(wrong)]);
    expect(answer).toMatchObject({ accepted: 1, invalidFields: 9 });
    const record = only();
    expect(Object.keys(record.invalid!).sort()).toEqual([
      'attributions.SCHL',
      'degraded',
      'deployment',
      'featureTimes.AGEP',
      'latencyMs',
      'prediction.scores.1',
      'sampleRate',
      'segments.sex',
      'status',
    ]);
    expect(record).toMatchObject({
      class: '1',
      score: null,
      status: 200,
      sampleRate: 1,
      deployment: 'stable',
    });
    expect(record).toMatchObject({
      attributions: { AGEP: 0.2 },
      segments: [null, 'mobile'],
      latencyMs: null,
    });
  });

  it('keeps the interval of a forecast', async () => {
    await make().accept('predictions', [event({ interval: { lower: 1, upper: 2, level: 0.9 } })]);
    expect(only().extra).toEqual({ interval: { lower: 1, upper: 2 } });
  });

  it.each([{ lower: 2, upper: 1 }, { lower: 1 }, [1, 2]])(
    'keeps %j as an invalid interval',
    async (interval) => {
      const answer = await make().accept('predictions', [event({ interval })]);
      expect(answer).toMatchObject({ accepted: 1, invalidFields: 1 });
      expect(only().extra).toBeUndefined();
      expect(Object.keys(only().invalid!)).toEqual(['interval']);
    },
  );

  it('takes null for absent', async () => {
    const answer = await make().accept('predictions', [
      event({ error: null, entity: null, version: null, cost: null }),
    ]);
    expect(answer).toMatchObject({ accepted: 1, invalidFields: 0 });
    expect(only()).toMatchObject({ version: 'v1', error: null });
  });

  it('takes an error without a status for a failed request', async () => {
    await make().accept('predictions', [
      event({ status: undefined, error: 'timeout', prediction: undefined }),
    ]);
    expect(only()).toMatchObject({ status: 500, error: 'timeout', class: null });
  });
});

describe('undeclared and hostile names', () => {
  it('keeps what the schema does not know', async () => {
    await make().accept('predictions', [
      event({ features: { AGEP: 1, new: { deep: [1] } }, segments: { sex: 'male', planet: 'Mars' } }),
    ]);
    expect(only().extra).toEqual({ features: { new: { deep: [1] } }, segments: { planet: 'Mars' } });
  });

  it('treats __proto__ and constructor as names like any other', async () => {
    const text = JSON.stringify(event()).replace(
      '"AGEP":75',
      '"AGEP":75,"__proto__":{"polluted":1},"constructor":2,"toString":3',
    );
    await make().take('predictions', Buffer.from(text));
    const kept = only().extra!.features!;
    expect(Object.keys(kept).sort()).toEqual(['__proto__', 'constructor', 'toString']);
    expect(JSON.stringify(kept)).toContain('"__proto__":{"polluted":1}');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('reads a declared feature of such a name only where the event has it', async () => {
    const entry = modelEntry({
      features: [
        { name: 'constructor', type: 'category' },
        { name: '__proto__', type: 'number' },
      ],
    });
    const ingest = make({ registry: registryOf(entry) });
    await ingest.take('predictions', Buffer.from(JSON.stringify([event({ features: {} })])));
    await ingest.take(
      'predictions',
      Buffer.from(
        '[{"id":"b","ts":"2026-10-05T11:00:00Z","model":"employment","features":{"constructor":"x","__proto__":4}}]',
      ),
    );
    expect(journal.records.map((record) => (record as PredictionRecord).features)).toEqual([
      [null, null],
      ['x', 4],
    ]);
    expect((journal.records[0] as PredictionRecord).invalid).toBeUndefined();
  });

  it('keeps a value that is nested too deep to be written out as text', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const text = JSON.stringify(event()).replace('"AGEP":75', `"AGEP":${deep},"other":${deep}`);
    await make().take('predictions', Buffer.from(text));
    const record = only();
    expect(typeof record.extra!.features!.other).toBe('string');
    expect(record.invalid!['features.AGEP']).toBeDefined();
    expect(() => JSON.stringify(record)).not.toThrow();
  });
});

describe('the other kinds', () => {
  it('makes labels text, and numbers where they are ones', async () => {
    const labels = [1, true, '2.5', 'prepaid_card', false].map((label, i) => ({
      predictionId: `p${i}`,
      label,
      ts: '2026-10-05T11:00:00Z',
    }));
    expect(await make().accept('labels', labels)).toMatchObject({ accepted: 5 });
    expect(journal.records.map((record) => record.kind === 'label' && [record.label, record.value])).toEqual([
      ['1', 1],
      ['true', null],
      ['2.5', 2.5],
      ['prepaid_card', null],
      ['false', null],
    ]);
  });

  it('tells revisions of a label from repetitions and conflicts', async () => {
    const label = { predictionId: 'p', label: 1, ts: '2026-10-05T11:00:00Z' };
    const answer = await make().accept('labels', [
      label,
      label,
      { ...label, label: 0 },
      { ...label, label: 0, ts: '2026-10-05T11:30:00Z' },
    ]);
    expect(answer).toMatchObject({ accepted: 2, duplicates: 1, quarantined: 1 });
  });

  it('takes outcomes, feature values, changes and costs', async () => {
    const ingest = make();
    const ts = '2026-10-05T11:00:00Z';
    const model = 'employment';
    await ingest.accept('outcomes', [{ predictionId: 'p', name: 'conversion', value: 1, ts }]);
    await ingest.accept('features', [
      { view: 'profile', entity: 'e', eventTime: ts, values: { AGEP: 75, odd: [1] } },
    ]);
    await ingest.accept('changes', [{ ts, kind: 'rollout', model, version: 'v2', text: 'canary at 5 %' }]);
    await ingest.accept('costs', [{ ts, model, infrastructure: 2.4, currency: 'USD' }]);
    const receivedAt = NOW;
    const at = Date.parse(ts);
    expect(journal.records).toEqual([
      { kind: 'outcome', predictionId: 'p', name: 'conversion', value: 1, ts: at, receivedAt },
      {
        kind: 'featureValues',
        view: 'profile',
        entity: 'e',
        eventTime: at,
        predictionId: null,
        values: { AGEP: 75, odd: '[1]' },
        receivedAt,
      },
      {
        kind: 'change',
        id: null,
        ts: at,
        change: 'rollout',
        model,
        version: 'v2',
        text: 'canary at 5 %',
        status: null,
        receivedAt,
      },
      {
        kind: 'cost',
        ts: at,
        model,
        version: null,
        infrastructure: 2.4,
        storage: 0,
        retraining: 0,
        currency: 'USD',
        receivedAt,
      },
    ]);
  });

  it.each([
    ['labels', { predictionId: 'p', ts: '2026-10-05T11:00:00Z', label: { a: 1 } }, 'invalid-label'],
    ['labels', { ts: '2026-10-05T11:00:00Z', label: 1 }, 'missing-prediction-id'],
    ['outcomes', { predictionId: 'p', name: 'n', value: '1', ts: '2026-10-05T11:00:00Z' }, 'invalid-value'],
    [
      'features',
      { view: 'v', entity: 'e', eventTime: '2026-10-05T11:00:00Z', values: [1] },
      'invalid-values',
    ],
    [
      'changes',
      { ts: '2026-10-05T11:00:00Z', kind: 'party', model: 'employment', text: 't' },
      'invalid-kind',
    ],
    ['costs', { ts: '2026-10-05T11:00:00Z', model: 'employment', currency: 'dollars' }, 'invalid-currency'],
    ['costs', { ts: '2026-10-05T11:00:00Z', model: 'employment' }, 'missing-currency'],
  ] as const)('quarantines %s whose fields say nothing: %j', async (kind, wrong, code) => {
    const answer = await make().accept(kind, [wrong]);
    expect(answer.issues[0]).toMatchObject({ code });
    expect(journal.records[0]).toMatchObject({ kind: 'quarantine', posted: kind });
  });
});

describe('masks', () => {
  const masked = modelEntry({
    masks: [
      { field: 'features.AGEP', rule: 'bucket', width: 10 },
      { field: 'features.SCHL', rule: 'hash' },
      { field: 'entity', rule: 'hash' },
      { field: 'segments.sex', rule: 'drop' },
      { field: 'error', rule: 'drop' },
    ],
  });
  const secret = { AGEP: 75.5, SCHL: 'secret-school', remote: true };

  it('are applied before anything is kept', async () => {
    await make({ registry: registryOf(masked), maskKey: 'k' }).accept('predictions', [
      event({
        features: secret,
        entity: 'secret-person',
        error: 'secret-error',
        attributions: { SCHL: 1, AGEP: 2 },
      }),
    ]);
    const record = only();
    expect(record.features).toEqual([70, expect.stringMatching(/^[0-9a-f]{64}$/), true]);
    expect(record.entity).toMatch(/^[0-9a-f]{64}$/);
    expect(record.segments).toEqual([null, 'mobile']);
    expect(record.error).toBeNull();
    expect(record.attributions).toEqual({});
  });

  it('never leak, whatever the event looks like and wherever it ends up', async () => {
    const secretValue = fc.constantFrom<unknown>('secret-1', ['secret-2'], { deep: 'secret-3' }, 'secret-4');
    // An object in the place of a map has names of its own, which no rule is about.
    const noMap = fc.constantFrom<unknown>('secret-1', ['secret-2']);
    const anything = fc.record({
      id: fc.constantFrom<unknown>('a', 'b', 1, undefined),
      ts: fc.constantFrom<unknown>('2026-10-05T11:00:00Z', 'never'),
      model: fc.constantFrom<unknown>('employment', 'unknown', 7),
      features: fc.oneof(fc.record({ AGEP: secretValue, SCHL: secretValue }), noMap),
      entity: secretValue,
      error: secretValue,
      segments: fc.oneof(fc.record({ sex: secretValue }), noMap),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anything, { maxLength: 5 }),
        fc.constantFrom('k', ''),
        async (events, maskKey) => {
          journal = new MemoryJournal();
          const ingest = make({ registry: registryOf(masked), maskKey });
          const answer = await ingest.accept('predictions', events);
          await ingest.take(
            'predictions',
            Buffer.from('{"features":{"AGEP":"secret-5"'),
            'application/x-ndjson',
          );
          expect(JSON.stringify([journal.records, answer.issues])).not.toContain('secret-');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('hold for offline feature values of whatever view', async () => {
    await make({ registry: registryOf(masked), maskKey: 'k' }).accept('features', [
      { view: 'profile', entity: 'secret', eventTime: '2026-10-05T11:00:00Z', values: secret },
    ]);
    expect(JSON.stringify(journal.records)).not.toContain('secret');
    expect(journal.records[0]).toMatchObject({ values: { AGEP: 70, remote: true } });
  });
});

describe('bodies', () => {
  it('reads JSON, NDJSON and what nobody named, plain or gzipped', async () => {
    const ingest = make();
    const lines = `${JSON.stringify(event({ id: '1' }))}\r\n\n${JSON.stringify(event({ id: '2' }))}\n`;
    expect(
      await ingest.receive('predictions', bytes([event()]), {
        contentType: 'application/json; charset=utf-8',
      }),
    ).toMatchObject({ accepted: 1 });
    expect(
      await ingest.receive('predictions', bytes(lines), { contentType: 'application/x-ndjson' }),
    ).toMatchObject({ accepted: 2 });
    expect(
      await ingest.receive('predictions', bytes(lines), { contentType: 'application/x-www-form-urlencoded' }),
    ).toMatchObject({ duplicates: 2 });
    const packed = Readable.from([gzipSync(JSON.stringify(event({ id: '3' })))]);
    expect(await ingest.receive('predictions', packed, { contentEncoding: 'gzip' })).toMatchObject({
      accepted: 1,
    });
  });

  it('quarantines a line that is no JSON, by its number, and takes the others', async () => {
    const lines = `${JSON.stringify(event({ id: '1' }))}\n{"id": "x", "latencyMs": NaN}\n${JSON.stringify(event({ id: '2' }))}`;
    const answer = await make().take('predictions', Buffer.from(lines), 'application/x-ndjson');
    expect(answer).toMatchObject({ received: 3, accepted: 2, quarantined: 1 });
    expect(answer.issues[0]).toMatchObject({ index: 1, code: 'unreadable' });
    expect(answer.issues[0]!.message).toMatch(/^Line 2 is no JSON: at character 26 NaN is no JSON/);
    expect(journal.records[1]).toMatchObject({ raw: '{"id": "x", "latencyMs": NaN}' });
  });

  it.each<[string, Buffer, { contentType?: string; contentEncoding?: string }, number, string, RegExp]>([
    [
      'NaN',
      Buffer.from('[{"a": NaN}]'),
      {},
      400,
      'invalid-json',
      /at byte 7 \(line 1, character 8\) NaN is no JSON/,
    ],
    [
      'Infinity',
      Buffer.from('{"ä":\n-Infinity}'),
      {},
      400,
      'invalid-json',
      /at byte 7 \(line 2, character 1\) -Infinity/,
    ],
    [
      'a body that ends too soon',
      Buffer.from('[{"a": 1}'),
      {},
      400,
      'invalid-json',
      /at byte 9 .* it ends too soon/,
    ],
    [
      'two values',
      Buffer.from('{}\n{}'),
      { contentType: 'application/json' },
      400,
      'invalid-json',
      /application\/x-ndjson/,
    ],
    ['an empty body', Buffer.from(' \n'), {}, 400, 'empty-body', /empty/],
    ['a bare number', Buffer.from('5'), {}, 400, 'not-events', /no event/],
    [
      'invalid UTF-8',
      Buffer.from([0x5b, 0x22, 0xc3, 0x28, 0x22, 0x5d]),
      {},
      400,
      'invalid-utf8',
      /0x28 at offset 3/,
    ],
    [
      'a stray byte',
      Buffer.from([0x5b, 0x22, 0xff, 0x61, 0x62, 0x63]),
      {},
      400,
      'invalid-utf8',
      /0xff at offset 2/,
    ],
    [
      'truncated gzip',
      gzipSync('[1,2,3]').subarray(0, 20),
      { contentEncoding: 'gzip' },
      400,
      'truncated-gzip',
      /after 20 bytes/,
    ],
    ['gzip that is none', Buffer.from('[]'), { contentEncoding: 'gzip' }, 400, 'invalid-gzip', /is not/],
    [
      'a gzip bomb',
      gzipSync(Buffer.alloc(3_000_000, 32)),
      { contentEncoding: 'gzip' },
      413,
      'body-too-large',
      /after decompression/,
    ],
    ['brotli', Buffer.from('x'), { contentEncoding: 'br' }, 415, 'unsupported-encoding', /gzip/],
    [
      'CSV',
      Buffer.from('id,ts'),
      { contentType: 'text/csv' },
      415,
      'unsupported-content-type',
      /application\/json/,
    ],
    [
      'Latin-1',
      Buffer.from('[]'),
      { contentType: 'application/json; charset=iso-8859-1' },
      415,
      'unsupported-content-type',
      /UTF-8/,
    ],
  ])('refuses %s, saying where and what to do', async (_, body, headers, status, code, message) => {
    const ingest = make({ limits: { inflatedBytes: 1_000_000 } });
    const refusal = await ingest
      .receive('predictions', Readable.from([body]), headers)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ModelWatchError);
    expect(refusal).toMatchObject({ status, code, message: expect.stringMatching(message) });
    expect(journal.records).toHaveLength(0);
  });

  it('refuses a body of 1 GB without reading it', async () => {
    let sent = 0;
    const endless = new Readable({
      read() {
        sent += 65_536;
        this.push(sent > 1e9 ? null : Buffer.alloc(65_536, 32));
      },
    });
    await expect(
      make({ limits: { bodyBytes: 1_000_000 } }).receive('predictions', endless, {}),
    ).rejects.toMatchObject({ status: 413 });
    expect(sent).toBeLessThan(2_000_000);
    const announced = make().receive('predictions', bytes('[]'), { contentLength: 1e9 });
    await expect(announced).rejects.toMatchObject({ status: 413, code: 'body-too-large' });
  });

  it('times a client out that stalls, and lets the next one in', async () => {
    const stalled = new Readable({ read() {} });
    stalled.push('[');
    const ingest = make({ limits: { stallSeconds: 0.05, inFlightBytes: 1000 } });
    await expect(ingest.receive('predictions', stalled, { contentLength: 900 })).rejects.toMatchObject({
      status: 408,
      code: 'body-too-slow',
    });
    expect(await ingest.receive('predictions', bytes([event()]), {})).toMatchObject({ accepted: 1 });
  });

  it('answers 429 while too much is on its way in', async () => {
    const slow = new Readable({ read() {} });
    const ingest = make({ limits: { inFlightBytes: 1000, stallSeconds: 1 } });
    const first = ingest.receive('predictions', slow, { contentLength: 900 });
    await expect(ingest.receive('predictions', bytes([event()]), {})).rejects.toMatchObject({
      status: 429,
      retryAfterSeconds: 1,
    });
    slow.push('[]');
    slow.push(null);
    expect(await first).toMatchObject({ received: 0 });
  });

  it.each([500, 5000])(
    'answers 413 for a body that can never be taken before 429, with a limit of %i',
    async (bodyBytes) => {
      const slow = new Readable({ read() {} });
      const ingest = make({ limits: { inFlightBytes: 1000, bodyBytes } });
      const first = ingest.receive('predictions', slow, { contentLength: 400 });
      await expect(ingest.receive('predictions', bytes('[]'), { contentLength: 2000 })).rejects.toMatchObject(
        {
          status: 413,
          code: 'body-too-large',
        },
      );
      slow.push('[]');
      slow.push(null);
      expect(await first).toMatchObject({ received: 0 });
    },
  );

  it('gives up when the client goes away', async () => {
    const body = new Readable({ read() {} });
    body.push('[');
    const receiving = make().receive('predictions', body, {});
    await sleep(5);
    body.destroy();
    await expect(receiving).rejects.toMatchObject({ code: 'body-cut-off' });
  });

  it('refuses more events than a request may have', async () => {
    await expect(
      make({ limits: { events: 2 } }).accept('predictions', [event(), event(), event()]),
    ).rejects.toMatchObject({ code: 'too-many-events' });
  });

  it('never throws anything but its own errors, and loses no event, whatever is sent', async () => {
    const hostileName = fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'AGEP',
      "'; DROP TABLE x; --",
      '',
      '\u0000',
    );
    const json = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.array(
        fc.record(
          {
            id: fc.oneof(fc.string(), hostileName),
            ts: fc.constantFrom<unknown>('2026-10-05T11:00:00Z', '2026-10-05', 5),
            model: fc.constantFrom<unknown>('employment', 'employment', '__proto__'),
            features: fc.oneof(fc.dictionary(hostileName, fc.jsonValue()), fc.jsonValue()),
            segments: fc.oneof(fc.dictionary(hostileName, fc.jsonValue()), fc.jsonValue()),
            prediction: fc.jsonValue(),
            attributions: fc.jsonValue(),
            featureTimes: fc.jsonValue(),
            status: fc.jsonValue(),
          },
          { requiredKeys: [] },
        ),
      ),
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
      json.map((value) => Buffer.from(JSON.stringify(value))),
      fc.array(json).map((values) => Buffer.from(values.map((value) => JSON.stringify(value)).join('\n'))),
      json.map((value) => gzipSync(JSON.stringify(value))),
      fc.tuple(json, fc.nat(100)).map(([value, cut]) => Buffer.from(JSON.stringify(value)).subarray(0, cut)),
    );
    const headers = fc.record({
      contentType: fc.constantFrom('application/json', 'application/x-ndjson', ''),
      contentEncoding: fc.constantFrom('', 'gzip'),
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...EVENT_KINDS), body, headers, async (kind, sent, how) => {
        journal = new MemoryJournal();
        try {
          const answer = await make().receive(kind, Readable.from([sent]), how);
          expect(answer.accepted + answer.duplicates + answer.quarantined).toBe(answer.received);
          expect(journal.records).toHaveLength(answer.accepted + answer.quarantined);
          expect(() => JSON.stringify(journal.records)).not.toThrow();
        } catch (error) {
          if (!(error instanceof ModelWatchError)) throw error;
          expect(error.status).toBeLessThan(500);
          expect(journal.records).toHaveLength(0);
        }
      }),
      { numRuns: 1500 },
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  }, 60_000);
});
