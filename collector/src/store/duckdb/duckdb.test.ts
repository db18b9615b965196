import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStore } from '../conformance';
import { openDuckDbStore } from './openDuckDbStore';

jest.setTimeout(60_000);

describeStore('DuckDB', {
  makeFolder: () => mkdtempSync(join(tmpdir(), 'store-')),
  removeFolder: (folder) => rmSync(folder, { recursive: true }),
  open: (folder) => openDuckDbStore({ file: join(folder, 'store.duckdb'), threads: 2 }),
});
