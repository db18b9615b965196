import { CATALOGUE, type FrameJson, type Query, type QueryRequest } from '@modelwatch/collector/contract';
import reference from '../../reference/expected/employment.json';
import modelSpec from '../../../collector/demo/employment/model.json';
import { answerArrival } from './recordedArrival';
import { answerGroups } from './recordedGroups';
import { recordedDistribution, recordedLadder, tableFrame } from './recordedFrames';
import { type Answers } from './staticSite';

const LOG = { from: Date.UTC(2026, 9, 1), to: Date.UTC(2026, 9, 22) };

export const RECORDED_WINDOWS = [
  'Unit change|2026-10-15T18:00:00Z|2026-10-16T18:00:00Z',
  'Healthy day|2026-10-02T00:00:00Z|2026-10-03T00:00:00Z',
  'Renamed category|2026-10-19T06:00:00Z|2026-10-19T12:00:00Z',
  'Missing feature|2026-10-10T11:00:00Z|2026-10-10T14:00:00Z',
] as const;
const REFERENCE_WINDOW = [1, 0, 2, 3] as const;

/** One objective for each verdict; the values are those of the day of the unit change in the reference. */
const OBJECTIVES = [
  { measure: 'serving.availability', title: 'Requests answered', target: 0.995, window: '24h' },
  { measure: 'serving.latency', title: 'Latency p95', target: 30, window: '24h', params: { quantile: 0.95 } },
  { measure: 'performance.rocAuc', target: 0.85, window: '7d' },
  { measure: 'performance.accuracy', target: 0.8, window: '1h' },
];
const [{ serving, labels, performance }] = [reference.windows[1]!];

const CHANGES = [
  {
    id: null,
    ts: Date.UTC(2026, 9, 15, 16, 19, 12),
    change: 'schema',
    model: 'employment',
    version: null,
    text: 'mobile client 4.2 released',
    status: null,
  },
  {
    id: null,
    ts: Date.UTC(2026, 9, 17, 19, 12),
    change: 'retraining',
    model: 'employment',
    version: 'v4',
    text: 'weekly retraining',
    status: 'failed',
  },
];

const NOTHING: FrameJson = { schema: { name: '', meta: {}, fields: [] }, data: { values: [] } };

function answerObjective({ measure }: Query): FrameJson {
  const n = serving.requests;
  if (measure === 'serving.availability') {
    const value = 1 - serving.serverErrorRate;
    return tableFrame({ value, lower: 0.9987, upper: 1, n, verdict: 'ok' }, 'percentunit');
  }
  if (measure === 'serving.latency') return tableFrame({ value: serving.latencyMs.p95, n }, 'ms');
  if (measure === 'performance.rocAuc') {
    const value = performance.final.rocAuc;
    return tableFrame({ value, n, coverage: labels.coverageAsOf, verdict: 'immature' }, 'none');
  }
  return tableFrame({ n: 41, verdict: 'insufficient' }, 'percentunit');
}

/** A collector whose every answer is known: counts of the reference, for states that the demo's log does not have. */
export function recordedAnswers(query: (request: QueryRequest) => unknown = answerDistribution): Answers {
  const about = { title: 'Employment', owner: 'labour-insights', tier: 'critical', objectives: OBJECTIVES };
  const schema = { features: modelSpec.features, segments: ['sex', 'race', 'client', 'region'] };
  const spec = { model: 'employment', ...about, ...modelSpec };
  const model = { spec, schema, versions: {}, baselines: {}, production: 'v1', timeRange: LOG };
  return {
    '/v1/models': () => ({ models: [model] }),
    '/v1/catalogue': () => ({ measures: CATALOGUE }),
    '/v1/changes': () => ({ changes: CHANGES }),
    '/v1/query': (body) => {
      const request = body as QueryRequest;
      // What a test answers is of the range; over time there is then nothing.
      const isOverTime = request.query.shape === 'distribution' && request.query.window !== undefined;
      return isOverTime && query !== answerDistribution ? NOTHING : query(request);
    },
  };
}

export function answerDistribution({ query, range }: QueryRequest): FrameJson {
  if (query.measure === 'labels.triangle') return answerArrival();
  if (query.params?.segment !== undefined) return answerGroups(query);
  if (query.shape === 'table') return answerObjective(query);
  if (query.window !== undefined) return recordedLadder();
  const index = RECORDED_WINDOWS.findIndex((window) => Date.parse(window.split('|')[1]!) === range.from);
  return recordedDistribution(REFERENCE_WINDOW[Math.max(0, index)]!);
}
