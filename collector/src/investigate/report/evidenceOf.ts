import { type Filter, type Finding, type ModelSpec, type Query, SCORE_COLUMN } from '../../contract';
import type { Fact } from '../facts';

/** Steps of the drawn series over its range. */
const STEPS = 60;
const DURATIONS: readonly [ms: number, text: string][] = [
  [60_000, '1m'],
  [300_000, '5m'],
  [900_000, '15m'],
  [3_600_000, '1h'],
  [4 * 3_600_000, '4h'],
  [86_400_000, '1d'],
];

/** The query with which a panel shows the change: the measure that moves, in its segment, from before to after it. */
export function evidenceOf(
  spec: ModelSpec,
  fact: Fact,
  where: Filter[],
  range: { from: number; to: number },
): Finding['evidence'] {
  const step =
    DURATIONS.find(([ms]) => (range.to - range.from) / ms <= STEPS) ?? DURATIONS[DURATIONS.length - 1]!;
  const query: Query = {
    ...measureOf(spec, fact),
    model: spec.model,
    ...(where.length > 0 && { filters: where }),
    window: step[1],
    shape: 'series',
  };
  return { query, range };
}

function measureOf(
  { task }: ModelSpec,
  { kind, name, feature }: Fact,
): Pick<Query, 'measure' | 'features' | 'params'> {
  const features = feature === null ? undefined : [feature];
  switch (kind) {
    case 'feature':
      return {
        measure: name.startsWith('strange') ? 'quality.outOfRangeRate' : 'drift.totalVariation',
        features,
      };
    case 'schema':
      return { measure: 'quality.unseenRate', features };
    case 'missing':
      return { measure: 'quality.missingRate', features };
    case 'invalid':
      return { measure: 'quality.invalidRate', features };
    case 'freshness':
      return { measure: 'drift.totalVariation', features };
    case 'errors':
      return { measure: name === 'client errors' ? 'serving.clientErrorRate' : 'serving.serverErrorRate' };
    case 'latency':
      return { measure: 'serving.latency', params: { quantile: 0.95 } };
    case 'labels':
    case 'clock':
      return { measure: 'labels.lag' };
    case 'performance':
      return {
        measure:
          task === 'regression'
            ? 'performance.mae'
            : task === 'multiclass'
              ? 'performance.accuracy'
              : 'performance.rocAuc',
      };
    case 'score':
      return { measure: 'drift.totalVariation', features: [SCORE_COLUMN] };
    case 'version':
    case 'duplicates':
      return { measure: 'serving.requests' };
  }
}
