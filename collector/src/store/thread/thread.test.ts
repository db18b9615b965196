import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelWatchError } from '../../contract';
import { buildProgram } from '../../testing/buildProgram';
import { storeProgramFile } from '../../storeProgramFile';
import { describeStore } from '../conformance';
import { everything, loans, profiles, sample, whole } from '../conformance/sample';
import { openStoreThread } from '.';

jest.setTimeout(60_000);

const program = storeProgramFile();
const open = (folder: string, more: { program?: string; log?: (sentence: string) => void } = {}) =>
  openStoreThread({ program, file: join(folder, 'store.duckdb'), threads: 2, ...more });

describeStore('DuckDB in a thread of its own', {
  makeFolder: () => mkdtempSync(join(tmpdir(), 'thread-')),
  removeFolder: (folder) => rmSync(folder, { recursive: true }),
  open: (folder) => open(folder),
  parts: ['reading rows', 'keeping'],
});

describe('what only a thread has', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'thread-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('a store that cannot be opened is refused with its own code and sentence', async () => {
    writeFileSync(join(folder, 'store.duckdb'), 'this was a photograph'.repeat(1000));
    const opening = open(folder);
    await expect(opening).rejects.toBeInstanceOf(ModelWatchError);
    await expect(opening).rejects.toMatchObject({
      code: 'store-corrupt',
      status: 500,
      message: expect.stringContaining('put a backup in its place'),
    });
  });

  test('an abort rejects with its reason, before and while it runs, and the store goes on', async () => {
    const store = await open(folder);
    await store.ensureSchema(loans);
    await store.apply(sample, '1');
    const before = AbortSignal.abort(new Error('the caller left'));
    await expect(store.countBins({ ...whole, columns: profiles }, before)).rejects.toThrow('the caller left');
    const leaving = new AbortController();
    const counting = store.countBins({ ...whole, columns: profiles }, leaving.signal);
    leaving.abort();
    await Promise.allSettled([counting]);
    expect(await store.countRows(everything)).toBe(5);
    await store.close();
  });

  test('rows that are not read to their end leave nothing open', async () => {
    const store = await open(folder);
    await store.ensureSchema(loans);
    await store.apply(sample, '1');
    const request = {
      selection: everything,
      features: ['income'],
      segments: [],
      asOf: Infinity,
      answeredOnly: true,
    };
    for await (const batch of store.readRows(request)) {
      expect(ArrayBuffer.isView((batch.features.income as { values: unknown }).values)).toBe(true);
      break;
    }
    await store.close();
    await expect(store.countRows(everything)).rejects.toMatchObject({ code: 'store-thread-ended' });
  });

  test('what the thread tells is told here; once it dies, what was asked and is asked later fails in a sentence was asked', async () => {
    const entry = join(folder, 'dying.js');
    writeFileSync(
      entry,
      `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', () => { throw new Error('out of luck'); });
      parentPort.postMessage({ kind: 'log', sentence: 'opened' });
      parentPort.postMessage({ kind: 'ready', description: 'none', methods: ['countRows'] });`,
    );
    const told: string[] = [];
    const log = (sentence: string) => told.push(sentence);
    const store = await open(folder, { program: buildProgram(entry, 'dying-thread'), log });
    expect(told).toEqual(['opened']);
    const said = { code: 'store-thread-ended', status: 503, message: expect.stringContaining('out of luck') };
    await expect(store.countRows(everything)).rejects.toMatchObject(said);
    await expect(store.countRows(everything)).rejects.toMatchObject(said);
  });
});
