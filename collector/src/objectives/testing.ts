import type { ModelEntry, ModelSpec, ServingCounts } from '../contract';
import { checkModel, type Registry } from '../registry';

/*
 * A model and a registry that keeps it in memory, for the tests of this room.
 */

export const SPEC: ModelSpec = {
  model: 'm',
  task: 'binary',
  positiveClass: 1,
  features: [{ name: 'age', type: 'number' }],
};

/** Requests of which nothing is known but how many there were. */
export const NO_REQUESTS = {
  requests: 0,
  rows: 0,
  serverErrors: 0,
  clientErrors: 0,
} as ServingCounts;

export function recordingRegistry(first: ModelSpec, now: number): Registry {
  const schema = { model: first.model, version: 1, features: [], segments: [] };
  let entry: ModelEntry = {
    ...{ spec: first, schema, schemas: [schema] },
    ...{ versions: {}, baselines: {}, updatedAt: now },
  };
  return {
    models: () => [entry],
    model: () => entry,
    requireModel: () => entry,
    applyModel: async (spec: ModelSpec) => {
      checkModel(spec);
      entry = { ...entry, spec, updatedAt: entry.updatedAt + 1 };
      return { entry, changed: true };
    },
    productionVersion: () => null,
    baseline: () => null,
  } as unknown as Registry;
}
