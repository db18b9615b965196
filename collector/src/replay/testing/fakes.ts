import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ModelEntry, type ModelSpec, notFound, type VersionSpec } from '../../contract';
import type { Registry } from '../../registry';
import { cutBatch } from '../run/joinBatches';
import type { Documents, ReplayScores, RowBatch, RowRequest, Store } from '../../store';

/** A store that holds batches in memory and keeps what is written to it. */
export function fakeStore(makeBatches: (request: RowRequest) => Iterable<RowBatch>) {
  const collections = new Map<string, Map<string, unknown>>();
  const collectionOf = (name: string): Map<string, unknown> => {
    const known = collections.get(name) ?? new Map<string, unknown>();
    collections.set(name, known);
    return known;
  };
  const documents = collectionOf('replays');
  const appended: (ReplayScores & { runId: string })[] = [];
  const requests: RowRequest[] = [];
  const store = {
    documents: {
      get: async (collection, id) => structuredClone(collectionOf(collection).get(id)) ?? null,
      list: async (collection) =>
        [...collectionOf(collection)].map(([id, value]) => ({ id, value: structuredClone(value) })),
      put: async (collection, id, value) => void collectionOf(collection).set(id, structuredClone(value)),
      remove: async (collection, id) => void collectionOf(collection).delete(id),
    } as Documents,
    countRows: async (selection: RowRequest['selection']) => {
      let rows = 0;
      for (const batch of makeBatches({ selection } as RowRequest)) rows += batch.rows;
      return rows;
    },
    timeRange: async () => ({ from: 0, to: 1, rows: 1 }),
    async *readRows(request: RowRequest, signal?: AbortSignal) {
      requests.push(request);
      for (const batch of makeBatches(request)) {
        await new Promise((resolve) => setImmediate(resolve));
        if (signal?.aborted) return;
        if (batch.sliceFrom < (request.resumeAt ?? -Infinity)) continue;
        if (!request.numbers) yield batch;
        for (let row = 0; row < (request.numbers ? batch.rows : 0); row++) {
          if (request.numbers?.includes(batch.numbers[row]!)) yield cutBatch(batch, row, row + 1);
        }
      }
    },
    lastRowNumber: async () => Number.MAX_SAFE_INTEGER,
    appendReplayScores: async (
      runId: string,
      batches: readonly ReplayScores[],
      progress?: { id: string; value: unknown; collection: string },
    ) => {
      appended.push(...structuredClone(batches).map((batch) => ({ runId, ...batch })));
      if (progress) await store.documents.put(progress.collection, progress.id, progress.value);
    },
    async *readReplayScores(runId: string, variant: Pick<ReplayScores, 'version' | 'repaired'>) {
      for (const one of appended) {
        const isIts = one.version === variant.version && one.repaired === variant.repaired;
        if (one.runId === runId && isIts) yield structuredClone({ numbers: one.numbers, scores: one.scores });
      }
    },
  };
  return { store: store as unknown as Store, documents, appended, requests };
}

/** A registry of one model whose versions are the files given. */
export function fakeRegistry(
  spec: ModelSpec,
  files: Record<string, { onnx: Uint8Array; spec: VersionSpec }>,
): Registry {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'));
  const schema = {
    model: spec.model,
    version: 1,
    features: spec.features.map(({ name, type }) => ({ name, type })),
    segments: ['sex', 'race', 'client', 'region'],
  };
  for (const [version, { onnx }] of Object.entries(files))
    writeFileSync(join(folder, `${version}.onnx`), onnx);
  const registry = {
    requireModel(name: string) {
      if (name !== spec.model) throw notFound('unknown-model', `There is no model ${name}.`);
      return { spec, schema, schemas: [schema] } as unknown as ModelEntry;
    },
    runnable(model: string, version: string) {
      const known = files[version];
      if (!known) throw notFound('unknown-version', `${model} has no version ${version}.`);
      const digest = createHash('sha256').update(known.onnx).digest('hex');
      return { model, version, file: join(folder, `${version}.onnx`), digest, spec: known.spec };
    },
  };
  return registry as unknown as Registry;
}
