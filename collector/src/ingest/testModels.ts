import type { ModelEntry, ModelSpec } from '../contract';
import type { Registry } from '../registry';

/** A registered model for the tests of this room, without a registry's store. */
export function modelEntry(more: Partial<ModelSpec> = {}): ModelEntry {
  const spec: ModelSpec = {
    model: 'employment',
    task: 'binary',
    positiveClass: 1,
    threshold: 0.5,
    features: [
      { name: 'AGEP', type: 'number' },
      { name: 'SCHL', type: 'category' },
      { name: 'remote', type: 'boolean' },
    ],
    segments: [{ name: 'sex' }, { name: 'client' }],
    ...more,
  };
  const schema = {
    model: spec.model,
    version: 1,
    features: spec.features.map(({ name, type }) => ({ name, type })),
    segments: (spec.segments ?? []).map(({ name }) => name),
  };
  return { spec, schema, schemas: [schema], versions: {}, baselines: {}, updatedAt: 0 };
}

export function registryOf(
  ...entries: ModelEntry[]
): Pick<Registry, 'model' | 'models' | 'productionVersion'> {
  return {
    model: (name) => entries.find(({ spec }) => spec.model === name),
    models: () => entries,
    productionVersion: () => 'v1',
  };
}
