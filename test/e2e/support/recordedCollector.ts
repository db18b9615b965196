import { CATALOGUE, type FrameJson, type QueryRequest } from '@modelwatch/collector/contract';
import modelSpec from '../../../collector/demo/employment/model.json';
import { recordedDistribution } from './recordedFrames';
import { type Answers } from './staticSite';

const LOG = { from: Date.UTC(2026, 9, 1), to: Date.UTC(2026, 9, 22) };

export const RECORDED_WINDOWS = [
  'Unit change|2026-10-15T18:00:00Z|2026-10-16T18:00:00Z',
  'Healthy day|2026-10-02T00:00:00Z|2026-10-03T00:00:00Z',
  'Renamed category|2026-10-19T06:00:00Z|2026-10-19T12:00:00Z',
  'Missing feature|2026-10-10T11:00:00Z|2026-10-10T14:00:00Z',
] as const;
const REFERENCE_WINDOW = [1, 0, 2, 3] as const;

/** A collector whose every answer is known: counts of the reference, for states that the demo's log does not have. */
export function recordedAnswers(query: (request: QueryRequest) => unknown = answerDistribution): Answers {
  const model = { spec: { model: 'employment', ...modelSpec }, production: 'v1', timeRange: LOG };
  return {
    '/v1/models': () => ({ models: [model] }),
    '/v1/catalogue': () => ({ measures: CATALOGUE }),
    '/v1/changes': () => ({ changes: [] }),
    '/v1/query': (body) => query(body as QueryRequest),
  };
}

export function answerDistribution({ range }: QueryRequest): FrameJson {
  const index = RECORDED_WINDOWS.findIndex((window) => Date.parse(window.split('|')[1]!) === range.from);
  return recordedDistribution(REFERENCE_WINDOW[Math.max(0, index)]!);
}
