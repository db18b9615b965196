import express, { type Request } from 'express';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from '../../../collector/src/registry';
import { createIngest } from '../../../collector/src/ingest';
// Past the room's index on purpose: the server that is compared with shall validate as quickly as ours does.
import { compileSchemas } from '../../../collector/src/ingest/events/compileSchemas';
import {
  type ApplyPort,
  openFileJournal,
  startApplier,
  type Submission,
} from '../../../collector/src/journal';
import { openDuckDbStore, openStoreThread } from '../../../collector/src/store';
import { benchModel } from './events';

/*
 * The servers of the ingest benchmark, each in a process of its own; all are the same Express application and differ in
 * what they do with a body:
 *   validate   reads, parses and validates it, keeps nothing
 *   durable    acknowledges it when it is durable in the journal (nothing is applied)
 *   applying   the same, while DuckDB is fed from the journal
 *   commit     commits it to DuckDB before it answers, one request after the other
 */
export type ServerKind = 'validate' | 'durable' | 'applying' | 'commit';

type Handle = (request: Request) => Promise<{ accepted: number }>;

const log = (): void => undefined;
const model = benchModel();
const registry: Pick<Registry, 'model' | 'models' | 'productionVersion'> = {
  model: (name) => (name === model.spec.model ? model : undefined),
  models: () => [model],
  productionVersion: () => 'v1',
};

async function readAll(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await new Promise((resolve, reject) => {
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', resolve)
      .on('error', reject);
  });
  return Buffer.concat(chunks);
}

function validating(): Handle {
  const { whole } = compileSchemas().predictions;
  return async (request) => {
    const events = JSON.parse((await readAll(request)).toString('utf8')) as unknown[];
    let accepted = 0;
    for (const event of events) if (whole(event)) accepted++;
    return { accepted };
  };
}

const storeFile = (folder: string): string => join(folder, 'store.duckdb');
/** Built beside this server. */
const STORE_PROGRAM = join(__dirname, 'store-thread.js');

async function journaling(folder: string, isApplying: boolean): Promise<Handle> {
  const journal = await openFileJournal({ folder: join(folder, 'journal'), log });
  if (isApplying) {
    const options = { program: STORE_PROGRAM, file: storeFile(folder) };
    const store = await openStoreThread<Pick<ApplyPort, 'applyPacked'>>(options);
    await store.ensureSchema(model.schema);
    startApplier(journal, store, { log });
  }
  const ingest = createIngest({ journal, registry, log });
  return (request) =>
    ingest.receive('predictions', request, {
      contentType: request.headers['content-type'],
      contentLength: Number(request.headers['content-length']),
    });
}

/** What there would be without a journal: the same path in, and a transaction of DuckDB for each request. */
async function committing(folder: string): Promise<Handle> {
  const store = await openDuckDbStore({ file: storeFile(folder) });
  await store.ensureSchema(model.schema);
  let position = 0;
  let last: Promise<unknown> = Promise.resolve();
  const submit = async (submissions: readonly Submission[]) => {
    const records = submissions.map(({ record }) => record);
    const mine = last.then(() => store.apply(records, String(++position)));
    last = mine;
    await mine;
    return submissions.map(() => 'accepted' as const);
  };
  const ingest = createIngest({ journal: { submit }, registry, log });
  return (request) =>
    ingest.receive('predictions', request, { contentType: request.headers['content-type'] });
}

async function serve(kind: ServerKind, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const handlers = {
    validate: async () => validating(),
    durable: () => journaling(folder, false),
    applying: () => journaling(folder, true),
    commit: () => committing(folder),
  };
  const handle = await handlers[kind]();
  const app = express();
  app.post('/v1/predictions', async (request, response) => {
    response.json(await handle(request));
  });
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
  });
  process.on('message', () => process.send?.({ cpu: process.cpuUsage() }));
  process.on('disconnect', () => process.exit(0));
}

void serve(process.argv[2] as ServerKind, process.argv[3]!);
