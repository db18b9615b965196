import {
  type ChangeEvent,
  type ModelEntry,
  type ModelSpec,
  ModelWatchError,
  type ObjectivesChange,
  type ObjectiveTrial,
  type ObjectiveTrialRequest,
} from '../contract';
import { createQueryEngine, type QueryEngineOptions } from '../query';
import { checkModel, type Registry } from '../registry';
import type { Store } from '../store';
import { describeChange } from './describeChange';
import { proposedSpec, tryObjectives } from './tryObjectives';

export interface ObjectiveKeeper {
  /**
   * What objectives and thresholds would have done over the last days; those of the model unless the request has others.
   *
   * @throws ModelWatchError `unknown-model`, or `model-invalid` where they cannot be (with the arithmetic of a burn rate)
   */
  try(model: string, request: ObjectiveTrialRequest, signal?: AbortSignal): Promise<ObjectiveTrial>;
  /**
   * Saves them, and registers the change with its author.
   *
   * @throws ModelWatchError as `try`, and `model-changed` (409) where somebody was faster
   */
  change(model: string, change: ObjectivesChange, author: string | null): Promise<ModelEntry>;
}

export function createObjectiveKeeper({
  store,
  registry,
  register,
  clock,
  collector,
}: {
  store: Store;
  registry: Registry;
  /** Resolves when the change is durable. */
  register: (change: ChangeEvent) => Promise<unknown>;
  clock: () => number;
  collector: QueryEngineOptions['collector'];
}): ObjectiveKeeper {
  const rooms = {
    askAs: (spec: ModelSpec) => {
      const engine = createQueryEngine({ store, registry: registryWith(registry, spec), clock, collector });
      return engine.run.bind(engine);
    },
    timeRange: (model: string) => store.timeRange(model),
    clock,
  };
  return {
    async try(model, request, signal) {
      const spec = proposedSpec(registry.requireModel(model), request);
      checkModel(spec);
      return tryObjectives(spec, request, rooms, signal);
    },
    async change(model, change, author) {
      const before = registry.requireModel(model);
      if (before.updatedAt !== change.updatedAt) throw changedSince(before);
      const spec = proposedSpec(before, change);
      const { entry, changed } = await registry.applyModel(spec);
      if (!changed) return entry;
      const by = author === null ? '' : ` by ${author}`;
      await register({
        ts: new Date(entry.updatedAt).toISOString(),
        kind: 'configuration',
        model,
        text: `Objectives changed${by}: ${describeChange(before.spec, spec)}.${change.text ? ` ${change.text}` : ''}`,
        id: `objectives-${model}-${entry.updatedAt}`,
      });
      return entry;
    },
  };
}

/** The registry as it would be with another spec of one model. */
function registryWith(registry: Registry, spec: ModelSpec): Registry {
  const swap = (entry: ModelEntry): ModelEntry =>
    entry.spec.model === spec.model ? { ...entry, spec } : entry;
  return {
    ...registry,
    models: () => registry.models().map(swap),
    model: (name) => {
      const entry = registry.model(name);
      return entry && swap(entry);
    },
    requireModel: (name) => swap(registry.requireModel(name)),
  };
}

const changedSince = ({ spec, updatedAt }: ModelEntry): ModelWatchError =>
  new ModelWatchError({
    code: 'model-changed',
    message:
      `${spec.model} was changed ${new Date(updatedAt).toISOString()}, after it was read for this change; read it again, ` +
      'so that nobody writes over what another has changed.',
    status: 409,
  });
