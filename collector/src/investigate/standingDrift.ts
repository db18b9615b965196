import type { Finding, ModelEntry } from '../contract';
import { type Fact, NOT_APPLICABLE } from './facts';
import { evidenceOf } from './report';
import type { Rows } from './rows';

/**
 * Differences from the baseline that were there before the window already: told as notes, because they are no news,
 * and because a baseline may be years old.
 */
export function standingDrift(
  facts: readonly Fact[],
  rows: Rows,
  { spec }: ModelEntry,
  found: readonly Pick<Finding, 'kind' | 'feature'>[],
): Omit<Finding, 'rank' | 'causes'>[] {
  return facts.flatMap((fact) => {
    const { baseline, feature, kind, codes } = fact;
    if (!baseline || found.some((one) => one.kind === kind && one.feature === feature)) return [];
    const counts = new Float64Array(baseline.shares.length);
    let total = 0;
    for (let row = rows.boundary; row < rows.rows; row++) {
      if (codes[row] === NOT_APPLICABLE || baseline.codes[row] === NOT_APPLICABLE) continue;
      counts[baseline.codes[row]!]! += 1;
      total += 1;
    }
    if (total === 0) return [];
    let distance = 0;
    let noise = 0;
    counts.forEach((count, bin) => {
      const share = baseline.shares[bin]!;
      distance += Math.abs(count / total - share) / 2;
      noise += Math.sqrt((2 / Math.PI) * ((share * (1 - share)) / total)) / 2;
    });
    const effect = distance - noise;
    if (effect < fact.floor) return [];
    const what = feature ?? 'The score';
    const whole = rows.rows - rows.boundary;
    return [
      {
        kind,
        level: 'note' as const,
        title: `${what} differs from the baseline in ${Math.round(effect * 100)} % of the predictions, and did before.`,
        feature,
        where: [],
        since: null,
        until: null,
        predictions: {
          inSegment: Math.round(whole / rows.windowShare),
          changed: Math.round((whole * effect) / rows.windowShare),
        },
        effect: {
          name: 'share of predictions that differ',
          before: null,
          after: effect,
          unit: 'percentunit',
        },
        logProbability: 0,
        score: { before: null, after: null },
        performance: null,
        likeness: null,
        repairs: [],
        changes: [],
        evidence: evidenceOf(spec, fact, [], { from: rows.beforeFrom, to: rows.windowTo }),
        links: { model: `/v1/models/${encodeURIComponent(spec.model)}` },
      },
    ];
  });
}
