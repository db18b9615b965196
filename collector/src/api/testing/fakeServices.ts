import { Writable } from 'node:stream';
import { pino } from 'pino';
import { ModelWatchError } from '../../contract';
import { readConfiguration } from '../../configuration';
import { createMetrics, type MetricSources } from '../../operation';
import type { Registry } from '../../registry';
import type { ApiServices } from '../services';

const unexpected = (): never => {
  throw new Error('no test asks for this');
};

const SOURCES: MetricSources = {
  journal: () => ({ bytes: 10, segments: 1, keys: 2 }),
  backlog: async () => ({ bytes: 0, behindSeconds: 0 }),
  store: async () => ({
    predictions: 5,
    labels: 4,
    waitingLabels: 0,
    quarantined: 1,
    sizeBytes: 9,
    memoryBytes: 8,
  }),
  diskFreeBytes: async () => 1000,
  diskDays: () => Infinity,
  isReady: async () => true,
};

const registry: Registry = {
  models: () => [],
  model: () => undefined,
  requireModel: (name) => {
    throw new ModelWatchError({ code: 'unknown-model', message: `There is no model ${name}.`, status: 404 });
  },
  applyModel: async () => unexpected(),
  putVersion: async () => unexpected(),
  putBaseline: async () => unexpected(),
  productionVersion: () => null,
  baseline: () => null,
  runnable: unexpected,
};

/** Services behind which nothing stands, for tests of the API alone; each test puts there what it needs. */
export function fakeServices(
  change: Partial<ApiServices> = {},
  flags: Record<string, string> = {},
): ApiServices {
  return {
    configuration: readConfiguration({ flags }),
    version: '0.0.0',
    logger: pino({ level: 'error' }, new Writable({ write: (_chunk, _encoding, done) => done() })),
    metrics: createMetrics(SOURCES),
    registry,
    store: {
      changes: async () => [],
      quarantine: async () => [],
      dimensionValues: async () => [],
      timeRange: async () => null,
      documents: { get: async () => null, list: async () => [], put: async () => {}, remove: async () => {} },
    },
    receive: async () => ({
      received: 1,
      accepted: 1,
      duplicates: 0,
      quarantined: 0,
      invalidFields: 0,
      issues: [],
    }),
    answerQuery: async () => ({ name: 'frame', fields: [], meta: {} }),
    answerAnnotations: async () => ({ name: 'annotations', fields: [], meta: {} }),
    answerSamples: async () => unexpected(),
    encodeFrame: () => Buffer.from('ARROW1'),
    replays: {
      start: async () => unexpected(),
      list: async () => [],
      get: async () => null,
      cancel: async () => unexpected(),
      pause: async () => unexpected(),
      resume: async () => unexpected(),
    },
    candidates: { put: async () => unexpected() },
    canaries: {
      compare: async () => unexpected(),
      watch: async () => unexpected(),
      list: async () => [],
      get: async () => null,
      stop: async () => unexpected(),
    },
    retraining: { list: async () => [] },
    webhook: { list: async () => [] },
    comparisons: { compare: async () => unexpected() },
    explanations: { explain: async () => unexpected(), get: async () => null },
    shadows: {
      start: async () => unexpected(),
      list: async () => [],
      get: async () => null,
      stop: async () => unexpected(),
    },
    investigations: {
      start: async () => unexpected(),
      list: async () => [],
      get: async () => null,
    },
    baselines: { accept: async () => unexpected() },
    objectives: { try: async () => unexpected(), change: async () => unexpected() },
    postmortems: {
      start: async () => unexpected(),
      list: async () => [],
      get: async () => null,
      change: async () => unexpected(),
      verify: async () => unexpected(),
    },
    backups: {
      dataDir: '/data',
      start: () => unexpected(),
      list: async () => [],
      get: async () => null,
    },
    readiness: async () => ({ ready: true, conditions: [] }),
    tokens: () => ({ tokens: [], isClosed: false }),
    previewDir: null,
    ...change,
  };
}
