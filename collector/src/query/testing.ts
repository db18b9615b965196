import type { BaselineEntry, BinCounts, ModelEntry, ModelSpec, ServingCounts } from '../contract';
import type { Registry } from '../registry';
import type { Store } from '../store';
import { createQueryEngine, type QueryEngine } from './engine';

/*
 * A model, a registry and a store of canned aggregates for the tests of this room: what the store counts is held by
 * its own tests, what queries make of the counts by ours.
 */

export const NOW = Date.parse('2026-10-21T12:00:00Z');
export const DAY = { from: '2026-10-20T00:00:00Z', to: '2026-10-21T00:00:00Z' };

export const SPEC: ModelSpec = {
  model: 'employment',
  task: 'binary',
  positiveClass: 1,
  features: [
    { name: 'age', type: 'number' },
    { name: 'school', type: 'category' },
  ],
  segments: [{ name: 'sex' }, { name: 'region' }],
  currency: 'EUR',
};

export const BASELINE: BaselineEntry = {
  version: 'v1',
  rows: 100,
  digest: '',
  kind: null,
  columns: {
    age: {
      type: 'number',
      edges: [10, 20],
      counts: [30, 40, 30],
      missing: 0,
      n: 100,
      min: 0,
      max: 30,
      mean: 15,
      std: 5,
      distinct: 31,
    },
    school: { type: 'category', levels: ['a', 'b'], counts: [50, 50], missing: 0, n: 100 },
  },
  hasLabels: true,
  registeredAt: 0,
};

export const entryOf = (spec: ModelSpec, baseline: BaselineEntry | null = BASELINE): ModelEntry => {
  const schema = {
    model: spec.model,
    version: 1,
    features: spec.features.map(({ name, type }) => ({ name, type })),
    segments: (spec.segments ?? []).map(({ name }) => name),
  };
  return {
    spec,
    schema,
    schemas: [schema],
    versions: {},
    baselines: baseline ? { [baseline.version]: baseline } : {},
    updatedAt: 0,
  };
};

export const bins = (counts: number[], more: Partial<BinCounts> = {}): BinCounts => ({
  type: 'number',
  counts,
  unseen: 0,
  missing: 0,
  invalid: 0,
  belowRange: 0,
  aboveRange: 0,
  rows: 1000,
  ...more,
});

export const servingCounts = (more: Partial<ServingCounts> = {}): ServingCounts => ({
  requests: 1000,
  clientErrors: 0,
  serverErrors: 0,
  degraded: 0,
  coldStarts: 0,
  cacheHits: 0,
  cost: 0.01,
  costed: 1000,
  latencyQuantiles: [20],
  latencyRows: 1000,
  rows: 1000,
  ...more,
});

/** An engine over a store that answers what it is given, and nothing else. */
export function engineOver(
  store: Partial<Store>,
  {
    spec = SPEC,
    baseline = BASELINE,
    behindSeconds = 0,
  }: { spec?: ModelSpec; baseline?: BaselineEntry | null; behindSeconds?: number } = {},
): QueryEngine {
  const entry = entryOf(spec, baseline);
  const registry: Partial<Registry> = {
    models: () => [entry],
    model: (name) => (name === spec.model ? entry : undefined),
    baseline: () => baseline,
  };
  return createQueryEngine({
    store: { dimensionValues: async () => [], baselineGroups: async () => [], ...store } as Store,
    registry: registry as Registry,
    clock: () => NOW,
    collector: { behindSeconds: () => behindSeconds },
  });
}
