import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventKind, ModelSpec } from '../../contract';
import { writeParquet } from '../../store/testing/writeParquet';
import { listLogFiles } from './eventLog';
import { loadLog } from './loadLog';
import { readEntries } from './readEntries';
import type { Entry } from './batches';
import { findTimeSpan } from '.';

const folder = mkdtempSync(join(tmpdir(), 'modelwatch-parquet-'));
let files = 0;
const write = (kind: EventKind, select: string) =>
  writeParquet(join(folder, `${(files += 1)}-${kind}.parquet`), select);

const spec = (task: ModelSpec['task']): ModelSpec => ({
  model: 'credit',
  task,
  ...(task === 'binary' && { positiveClass: 'bad' }),
  features: [
    { name: 'age', type: 'number' },
    { name: 'job', type: 'category' },
  ],
  segments: [{ name: 'region' }],
});

async function read(path: string, task: ModelSpec['task'] = 'binary') {
  const told: string[] = [];
  const [file] = listLogFiles([path]);
  const entries: Entry[] = [];
  const reading = {
    modelOf: async (name: string) => (name === 'credit' ? spec(task) : null),
    tell: (sentence: string) => told.push(sentence),
  };
  for await (const { entry } of readEntries(file!, reading)) entries.push(entry);
  // As it is sent: objects without a prototype are objects like others.
  return { events: JSON.parse(JSON.stringify(entries)) as Record<string, unknown>[], told };
}

const ENVELOPE = `'p1' AS id, TIMESTAMP '2026-10-01 00:00:27.640' AS ts, 'credit' AS model`;
const KNOWN = { id: 'p1', ts: '2026-10-01T00:00:27.640Z', model: 'credit' };

test('structs, maps and times are taken as they are, without what is NULL', async () => {
  const { events, told } = await read(
    await write(
      'predictions',
      `SELECT ${ENVELOPE}, {age: 41.5, job: NULL} AS features, MAP {'region': 'north'} AS segments,
        {class: 'bad', scores: {bad: 0.75, good: 0.25}} AS prediction, 12::SMALLINT AS "latencyMs", NULL::INTEGER AS status,
        {age: TIMESTAMPTZ '2026-10-01 01:00:00+02'} AS "featureTimes", 9007199254740993 AS "traceId"`,
    ),
  );
  expect(events).toEqual([
    {
      ...KNOWN,
      features: { age: 41.5 },
      segments: { region: 'north' },
      prediction: { class: 'bad', scores: { bad: 0.75, good: 0.25 } },
      latencyMs: 12,
      featureTimes: { age: '2026-09-30T23:00:00.000Z' },
      traceId: '9007199254740993',
    },
  ]);
  expect(told).toEqual([]);
});

test('a flat file gives the features and segments that the schema of the model names, and says what is left', async () => {
  const { events, told } = await read(
    await write(
      'predictions',
      `SELECT ${ENVELOPE}, 'nan'::DOUBLE AS age, 'nurse' AS job, 'north' AS region, 1 AS shoe, 0.5 AS "features.extra",
        0.75 AS score`,
    ),
  );
  expect(events).toEqual([
    { ...KNOWN, features: { extra: 0.5, job: 'nurse' }, segments: { region: 'north' }, prediction: 0.75 },
  ]);
  expect(told).toEqual([expect.stringMatching(/the columns shoe belong to no field of predictions/)]);
});

test.each<[string, ModelSpec['task'], string, unknown]>([
  ['a class with a score of the positive one', 'binary', `'good' AS class, 0.25 AS score`, { class: 'good', scores: { bad: 0.25 } }], // prettier-ignore
  ['a class with a score of each', 'binary', `'good' AS prediction, 0.25 AS score_bad, 0.75 AS score_good`, { class: 'good', scores: { bad: 0.25, good: 0.75 } }], // prettier-ignore
  ['flattened names', 'binary', `'good' AS "prediction.class", 0.25 AS "prediction.scores.bad"`, { class: 'good', scores: { bad: 0.25 } }], // prettier-ignore
  ['a bare number of two classes', 'binary', `0.25 AS prediction`, 0.25],
  ['a class among many', 'multiclass', `3 AS prediction, 0.5 AS score`, { class: 3, scores: { '3': 0.5 } }],
  ['a class without scores', 'multiclass', `3 AS prediction`, { class: 3 }],
  ['a value of a regression', 'regression', `2.5 AS score`, 2.5],
  ['a value under its own name', 'regression', `2.5 AS prediction`, 2.5],
  ['a failed request', 'binary', `NULL::VARCHAR AS class, NULL::DOUBLE AS score`, undefined],
  ['a failed request, nested', 'binary', `{class: NULL::VARCHAR, scores: NULL::DOUBLE} AS prediction`, undefined], // prettier-ignore
])('the answer is %s', async (_, task, columns, expected) => {
  const { events } = await read(await write('predictions', `SELECT ${ENVELOPE}, ${columns}`), task);
  expect(events[0]!.prediction).toEqual(expected);
});

test('values of the offline side are a column each, or a struct', async () => {
  const envelope = `'profile' AS view, 'e1' AS entity, '2026-10-01T00:00:00Z' AS "eventTime"`;
  const known = { view: 'profile', entity: 'e1', eventTime: '2026-10-01T00:00:00Z' };
  const flat = await read(await write('features', `SELECT ${envelope}, 41 AS age, NULL::INTEGER AS height`));
  expect(flat.events).toEqual([{ ...known, values: { age: 41 } }]);
  const nested = await read(await write('features', `SELECT ${envelope}, {age: 41} AS values`));
  expect(nested.events).toEqual([{ ...known, values: { age: 41 } }]);
});

test('the time span is that of the predictions', async () => {
  const path = await write(
    'predictions',
    `SELECT i::VARCHAR AS id, TIMESTAMP '2026-10-01' + to_hours(i) AS ts, 'credit' AS model FROM range(5000) AS all_of(i)`,
  );
  const start = Date.UTC(2026, 9, 1);
  expect(await findTimeSpan(listLogFiles([path]))).toEqual({ from: start, to: start + 4999 * 3_600_000 });
});

test('what a collector refuses is told with the file and the row', async () => {
  const path = await write(
    'labels',
    `SELECT 'p' AS "predictionId", 1 AS label, '2026-10-01' AS ts FROM range(3)`,
  );
  const result = await loadLog({
    files: listLogFiles([path]),
    shiftMs: 0,
    until: Infinity,
    send: async (_kind, entries) => ({
      received: entries.length,
      accepted: 2,
      duplicates: 0,
      quarantined: 1,
      invalidFields: 0,
      issues: [{ index: 2, code: 'time-invalid', path: '$.ts', message: 'It has no offset.' }],
    }),
  });
  expect(result.files[0]!.totals).toEqual({
    received: 3,
    accepted: 2,
    duplicates: 0,
    quarantined: 1,
    invalidFields: 0,
    issues: [`${path}:3: $.ts It has no offset. (time-invalid)`],
  });
});

test.each<[EventKind, string, RegExp]>([
  ['labels', `SELECT 'p' AS prediction_id, 1 AS label, now() AS ts`, /lacks the column predictionId: a Parquet file of labels has/], // prettier-ignore
  ['predictions', `SELECT 'p' AS id, 'credit' AS model, 1790812800 AS ts`, /the column ts is INTEGER; write it as TIMESTAMP/], // prettier-ignore
])('a file of %s that cannot be one is refused before anything is sent', async (kind, select, message) => {
  await expect(write(kind, select).then((path) => read(path))).rejects.toThrow(message);
});

test('a file that was cut off is a sentence with its name', async () => {
  const whole = readFileSync(await write('labels', `SELECT 'p' AS "predictionId", 1 AS label, now() AS ts`));
  const path = join(folder, 'cut-labels.parquet');
  await import('node:fs/promises').then(({ writeFile }) => writeFile(path, whole.subarray(0, -20)));
  await expect(read(path)).rejects.toMatchObject({
    code: 'file-unreadable',
    message: expect.stringContaining(`${path} cannot be read as Parquet`),
  });
});
