import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  badRequest,
  type BaselineEntry,
  type BaselineSpec,
  type ModelEntry,
  type ModelSpec,
  notFound,
  type VersionCheck,
  type VersionEntry,
  type VersionSpec,
} from '../contract';
import type { Store } from '../store';
import { checkBaseline, checkModel, checkVersion } from './checkModel';
import { growSchemas } from './growSchema';
import { type HeldRows, holdScores, readHeldRows, refuseDifferences } from './holdScores';
import type { PrepareModel, Registry, RunnableVersion } from './registry';
import { writeFileDurably } from './writeFileDurably';

const COLLECTION = 'models';

/** What is kept of a model: the entry, and of each version what was asked for before inputs were filled in. */
interface StoredModel {
  entry: ModelEntry;
  /** As it was given, and with what `like` took from another version then: what its file was held against. */
  given: Record<string, VersionSpec>;
  asked?: Record<string, VersionSpec>;
}

export interface RegistryOptions {
  store: Pick<Store, 'documents' | 'ensureSchema' | 'importBaseline' | 'sampleBaseline'>;
  /** Folder of ONNX and Parquet files, named by model, version and digest. */
  modelsDir: string;
  prepareModel: PrepareModel;
  /** Milliseconds since 1970. */
  clock: () => number;
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What stands in `file` is a path on the machine of the one who registers; it means nothing here. */
function withoutFile<T extends { file?: string }>({ file: _file, ...spec }: T): Omit<T, 'file'> {
  return spec;
}

/** Takes inputs and outputs from the version that `like` names; the checks make sure that it is there. */
function resolveLike(entry: ModelEntry, spec: VersionSpec, depth = 0): VersionSpec {
  const other = spec.like === undefined ? undefined : entry.versions[spec.like];
  if (!other) return spec;
  if (depth > 10)
    throw badRequest('version-invalid', `$.like: versions are like each other in a circle.`, '$.like');
  const { inputs, outputs } = resolveLike(entry, other.spec, depth + 1);
  return { ...(inputs && { inputs }), ...(outputs && { outputs }), ...spec };
}

/** Opens the registry: what the documents of the store hold is known, and the store has room for each layout. */
export async function openRegistry({
  store,
  modelsDir,
  prepareModel,
  clock,
}: RegistryOptions): Promise<Registry> {
  const entries = new Map<string, ModelEntry>();
  const specs = new Map<string, Required<Omit<StoredModel, 'entry'>>>();
  for (const { id, value } of await store.documents.list<StoredModel>(COLLECTION)) {
    entries.set(id, value.entry);
    specs.set(id, { given: value.given, asked: value.asked ?? {} });
  }
  for (const entry of entries.values()) for (const schema of entry.schemas) await store.ensureSchema(schema);

  // Writes follow one another: two that read the same entry would lose one's change.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };

  const pathOf = (model: string, version: string, name: string) => join(modelsDir, model, version, name);

  const requireModel = (name: string): ModelEntry => {
    const entry = entries.get(name);
    if (entry) return entry;
    const known = [...entries.keys()].sort().join(', ') || 'none is registered';
    throw notFound('unknown-model', `There is no model ${name}; there are: ${known}.`);
  };

  const specsOf = (model: string) => specs.get(model) ?? { given: {}, asked: {} };

  const save = async (entry: ModelEntry, kept = specsOf(entry.spec.model)): Promise<ModelEntry> => {
    const { model } = entry.spec;
    const stored: StoredModel = { entry, ...kept };
    await store.documents.put(COLLECTION, model, stored);
    entries.set(model, entry);
    specs.set(model, kept);
    return entry;
  };

  const productionVersion = (model: string): string | null => {
    const entry = entries.get(model);
    if (!entry) return null;
    if (entry.spec.production !== undefined) return entry.spec.production;
    const first = Object.values(entry.versions).sort((a, b) => a.registeredAt - b.registeredAt)[0];
    return first?.version ?? null;
  };

  async function applyModel(spec: ModelSpec): Promise<{ entry: ModelEntry; changed: boolean }> {
    checkModel(spec);
    const known = entries.get(spec.model);
    const { versions: _versions, baselines: _baselines, ...own } = spec;
    if (known && known.spec.task !== own.task) {
      throw badRequest(
        'model-task-changed',
        `${spec.model} is a ${known.spec.task} model; register another.`,
        '$.task',
      );
    }
    if (known && isDeepStrictEqual(known.spec, own)) return { entry: known, changed: false };
    const schemas = growSchemas(known?.schemas ?? [], own);
    const schema = schemas.at(-1)!;
    await store.ensureSchema(schema);
    const entry = await save({
      spec: own,
      schema,
      schemas,
      versions: known?.versions ?? {},
      baselines: known?.baselines ?? {},
      updatedAt: clock(),
    });
    return { entry, changed: true };
  }

  const baselineOf = (entry: ModelEntry): BaselineEntry | undefined => {
    const production = productionVersion(entry.spec.model);
    return production === null ? undefined : entry.baselines[production];
  };

  const heldRows = async (
    entry: ModelEntry,
    baseline: BaselineEntry | undefined,
  ): Promise<HeldRows | null> => (baseline ? readHeldRows(store, entry, baseline.version) : null);

  /** What the file that a version has already makes of a baseline that comes after it. */
  async function checkAgainst(
    entry: ModelEntry,
    { version, digest }: VersionEntry,
  ): Promise<VersionCheck | null> {
    if (digest === null) return null;
    const spec = resolveLike(entry, specsOf(entry.spec.model).given[version] ?? {});
    const bytes = await readFile(pathOf(entry.spec.model, version, `${digest}.onnx`));
    const rows = await readHeldRows(store, entry, version);
    const prepared = await prepareModel(bytes, spec, entry.spec, rows.trial);
    return holdScores({ version, spec, model: entry.spec, rows, prepared });
  }

  async function putVersion(
    model: string,
    version: string,
    changed: VersionSpec | null,
    onnx: Uint8Array | null,
  ): Promise<VersionEntry> {
    const entry = requireModel(model);
    const { given, asked } = specsOf(model);
    const spec = withoutFile(changed ?? given[version] ?? {});
    checkVersion(entry.spec, version, spec, Object.keys(entry.versions));
    const wanted = resolveLike(entry, spec);
    const known = entry.versions[version];
    const digest = onnx ? digestOf(onnx) : (known?.digest ?? null);
    if (known && known.digest === digest && isDeepStrictEqual(asked[version], wanted)) return known;
    // A changed spec is held against the file that is there already.
    const bytes = onnx ?? (digest === null ? null : await readFile(pathOf(model, version, `${digest}.onnx`)));
    let next: VersionEntry = {
      version,
      spec,
      digest,
      runnableDigest: known?.runnableDigest ?? null,
      sizeBytes: known?.sizeBytes ?? 0,
      rewritten: known?.rewritten ?? [],
      registeredAt: known?.registeredAt ?? clock(),
    };
    if (bytes) {
      const rows = await heldRows(entry, entry.baselines[version] ?? baselineOf(entry));
      const prepared = await prepareModel(bytes, wanted, entry.spec, rows?.trial);
      const check = rows && holdScores({ version, spec: wanted, model: entry.spec, rows, prepared });
      if (check) refuseDifferences(check);
      const runnableDigest = digestOf(prepared.runnable);
      if (onnx) await writeFileDurably(pathOf(model, version, `${digest}.onnx`), onnx);
      if (runnableDigest !== digest) {
        await writeFileDurably(pathOf(model, version, `${runnableDigest}.onnx`), prepared.runnable);
      }
      next = {
        ...next,
        spec: withoutFile(prepared.spec),
        runnableDigest,
        sizeBytes: bytes.byteLength,
        rewritten: prepared.rewritten,
        check,
      };
    }
    await save(
      { ...entry, versions: { ...entry.versions, [version]: next }, updatedAt: clock() },
      { given: { ...given, [version]: spec }, asked: { ...asked, [version]: wanted } },
    );
    return next;
  }

  async function putBaseline(
    model: string,
    version: string,
    given: BaselineSpec,
    parquet: Uint8Array,
  ): Promise<BaselineEntry> {
    const entry = requireModel(model);
    checkBaseline(version, given);
    const digest = digestOf(parquet);
    const known = entry.baselines[version];
    const kind = given.kind ?? null;
    const isCovered = entry.schema.features.every((feature) => known?.columns[feature.name]);
    if (known?.digest === digest && known.kind === kind && isCovered) return known;
    const file = pathOf(model, version, `baseline-${digest}.parquet`);
    await writeFileDurably(file, parquet);
    const imported = await store.importBaseline(entry.schema, version, file);
    const of = entry.versions[version];
    const check = of ? await checkAgainst(entry, of) : null;
    const baseline: BaselineEntry = { version, ...imported, digest, kind, registeredAt: clock(), check };
    await save({
      ...entry,
      versions: of ? { ...entry.versions, [version]: { ...of, check } } : entry.versions,
      baselines: { ...entry.baselines, [version]: baseline },
      updatedAt: clock(),
    });
    return baseline;
  }

  function runnable(model: string, version: string): RunnableVersion {
    const entry = requireModel(model);
    const known = entry.versions[version];
    if (!known) {
      const names = Object.keys(entry.versions).sort().join(', ') || 'none is registered';
      throw notFound('unknown-version', `${model} has no version ${version}; there are: ${names}.`);
    }
    if (known.runnableDigest === null) {
      throw badRequest('version-without-file', `No ONNX file was given for ${model} ${version}; upload one.`);
    }
    const { inputs, outputs, ...rest } = resolveLike(entry, known.spec);
    if (!inputs || !outputs) {
      throw badRequest(
        'version-without-inputs',
        `${model} ${version} does not say what its tensors are made of.`,
      );
    }
    const file = pathOf(model, version, `${known.runnableDigest}.onnx`);
    return { model, version, file, digest: known.runnableDigest, spec: { ...rest, inputs, outputs } };
  }

  return {
    models: () => [...entries.values()].sort((a, b) => (a.spec.model < b.spec.model ? -1 : 1)),
    model: (name) => entries.get(name),
    requireModel,
    applyModel: (spec) => inTurn(() => applyModel(spec)),
    putVersion: (...given) => inTurn(() => putVersion(...given)),
    putBaseline: (...given) => inTurn(() => putBaseline(...given)),
    productionVersion,
    baseline: (model, version) => {
      const all = entries.get(model)?.baselines ?? {};
      const production = productionVersion(model);
      const only = Object.values(all).length === 1 ? Object.values(all)[0] : undefined;
      return (version && all[version]) || (production !== null && all[production]) || only || null;
    },
    runnable,
  };
}
