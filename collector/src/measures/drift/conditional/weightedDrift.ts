import type { MeasureInputs, MeasureResult } from '../../measure';
import { undefinedResult } from '../../results';
import { populationStabilityIndex } from '../populationStabilityIndex';

const MOST_NAMED = 3;

/**
 * Drift of the features together, each counting as much as it matters to the model: the mean of their population stability
 * indexes, weighted by importance. A feature that the model hardly uses may drift far without meaning much.
 *
 * Σ wⱼ PSIⱼ / Σ wⱼ over the features whose index is defined.
 */
export function importanceWeightedDrift({ features, source }: MeasureInputs['weightedBins']): MeasureResult {
  const known = features.flatMap(({ name, importance, bins }) => {
    const { value, rows, evidenceRows, weight } = populationStabilityIndex(bins);
    return value === null
      ? []
      : [{ name, importance, value, rows, evidenceRows: evidenceRows ?? rows, weight }];
  });
  const total = known.reduce((sum, one) => sum + one.importance, 0);
  const counted = {
    rows: Math.max(0, ...known.map(({ rows }) => rows)),
    weight: Math.max(0, ...known.map(({ weight }) => weight)),
  };
  if (known.length === 0) return undefinedResult('no rows', counted);
  if (!(total > 0)) return undefinedResult('no feature has an importance above 0', counted);
  const parts = known
    .map(({ name, importance, value }) => ({ name, part: (importance / total) * value }))
    .sort((a, b) => b.part - a.part);
  const told = parts.slice(0, MOST_NAMED).map(({ name, part }) => `${name} ${Number(part.toPrecision(3))}`);
  return {
    value: parts.reduce((sum, { part }) => sum + part, 0),
    ...counted,
    evidenceRows: Math.min(...known.map(({ evidenceRows }) => evidenceRows)),
    details: { 'carried by': told.join(', '), importance: source },
  };
}
