import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badRequest, type ReplayCandidate } from '../contract';
import type { PrepareModel, Registry, RunnableVersion } from '../registry';
import type { Store } from '../store';

const COLLECTION = 'replay-candidates';
/** An upload that no run has named by then is forgotten. */
const KEPT_MS = 86_400_000;

interface KeptCandidate extends ReplayCandidate {
  uploadedAt: number;
}

/** Models uploaded for runs alone: they are checked like versions, and are none. */
export interface Candidates {
  /**
   * @param like version whose inputs and outputs it has; told from its file unless given
   * @throws ModelWatchError as the registration of a version does
   */
  put(model: string, onnx: Uint8Array, like?: string): Promise<ReplayCandidate>;
  find(model: string, name: string): Promise<RunnableVersion | null>;
  /** Forgets those of the names given, and what was uploaded long ago and is named by nobody. */
  forget(model: string, names: readonly string[], isNamed: (name: string) => boolean): Promise<void>;
}

export interface CandidateOptions {
  store: Pick<Store, 'documents'>;
  registry: Pick<Registry, 'requireModel'>;
  prepareModel: PrepareModel;
  /** Where the files lie. */
  folder: string;
  /** Milliseconds since 1970. */
  clock: () => number;
}

export function createCandidates(options: CandidateOptions): Candidates {
  const { store, registry, prepareModel, folder, clock } = options;
  const fileOf = (name: string): string => join(folder, `${name}.onnx`);

  return {
    async put(model, onnx, like) {
      const entry = registry.requireModel(model);
      const known = like === undefined ? undefined : entry.versions[like]?.spec;
      if (like !== undefined && !known) {
        const names = Object.keys(entry.versions).join(', ') || 'none';
        throw badRequest('unknown-version', `${model} has no version ${like}; there are: ${names}.`);
      }
      const given = known ? { inputs: known.inputs, outputs: known.outputs } : {};
      const { runnable, rewritten, spec } = await prepareModel(onnx, given, entry.spec);
      const digest = createHash('sha256').update(runnable).digest('hex');
      const name = `candidate-${digest.slice(0, 16)}`;
      await mkdir(folder, { recursive: true });
      await writeFile(fileOf(name), runnable);
      const candidate: KeptCandidate = {
        ...{ model, name, digest, rewritten, uploadedAt: clock() },
        inputs: spec.inputs ?? [],
        outputs: spec.outputs ?? {},
      };
      await store.documents.put(COLLECTION, `${model}/${name}`, candidate);
      return candidate;
    },

    async find(model, name) {
      const found = await store.documents.get<KeptCandidate>(COLLECTION, `${model}/${name}`);
      if (!found) return null;
      const { digest, inputs, outputs } = found;
      return { model, version: name, file: fileOf(name), digest, spec: { inputs, outputs } };
    },

    async forget(model, names, isNamed) {
      for (const { id, value } of await store.documents.list<KeptCandidate>(COLLECTION)) {
        const isOld = clock() - value.uploadedAt > KEPT_MS;
        const isIts = value.model === model && names.includes(value.name);
        if ((!isOld && !isIts) || isNamed(value.name)) continue;
        await store.documents.remove(COLLECTION, id);
        await rm(fileOf(value.name), { force: true });
      }
    },
  };
}
