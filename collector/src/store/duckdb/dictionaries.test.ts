import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { everything, label, loans, prediction, START, whole } from '../conformance/sample';
import { DICTIONARY_LIMIT } from './dictionaries';
import { openDuckDbStore } from './openDuckDbStore';

test('what has more values than a dictionary holds is kept, counted together, and read as labels whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const file = join(folder, 'store.duckdb');
  const count = DICTIONARY_LIMIT + 3;
  const records = Array.from({ length: count }, (_, index) => [
    prediction(`p${index}`, 0, { ts: START + index, features: [1, `free text ${index}`, true] }),
    label(`p${index}`, String(index / 1000), 60),
  ]).flat();
  let store = await openDuckDbStore({ file });
  await store.ensureSchema(loans);
  await store.apply(records, '1');
  await store.close();
  store = await openDuckDbStore({ file });
  await store.apply([prediction('more', 50, { features: [1, 'another text', true] })], '2');

  const levels = ['free text 0', `free text ${DICTIONARY_LIMIT - 1}`, `free text ${count - 1}`];
  const grade = { type: 'category' as const, levels, counts: [1, 1, 1], missing: 0, n: 3 };
  const [group] = await store.countBins({ ...whole, columns: { grade } });
  expect(group!.value.grade).toMatchObject({ counts: [1, 1, 0], unseen: count + 1 - 2, missing: 0 });

  const request = { selection: everything, features: [], segments: [], asOf: Infinity, answeredOnly: true };
  const labels: (string | undefined)[] = [];
  for await (const batch of store.readRows(request)) {
    for (const code of batch.labels.codes) labels.push(batch.labels.dictionary[code]);
  }
  expect(labels.slice(-4)).toEqual(['50', '50.001', '50.002', undefined]);
  expect(labels.slice(0, 2)).toEqual(['0', '0.001']);
  await store.close();

  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const kept = await connection.runAndReadAll(
    'SELECT overflow FROM predictions_1 WHERE overflow IS NOT NULL ORDER BY ts LIMIT 1',
  );
  expect(kept.getRows()).toEqual([[`{"feature:grade":"free text ${DICTIONARY_LIMIT}"}`]]);
  connection.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true });
}, 60_000);
