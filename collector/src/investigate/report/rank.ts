import type { Finding, FindingKind, FindingLevel } from '../../contract';

/** What comes in is a cause, how it is served is one too; what comes out follows from them. */
const STAGE: Record<FindingKind, number> = {
  errors: 0,
  latency: 0,
  missing: 0,
  invalid: 0,
  schema: 0,
  feature: 0,
  freshness: 0,
  duplicates: 0,
  clock: 0,
  labels: 0,
  performance: 1,
  score: 2,
  version: 3,
};
const LEVEL: Record<FindingLevel, number> = { critical: 0, warning: 1, note: 2 };

/**
 * Findings in order of weight: notes last; causes before what follows from them; then by the share of predictions
 * that changed, and by how sure it is.
 */
export function rankFindings(findings: Omit<Finding, 'rank' | 'causes'>[]): Finding[] {
  const weightOf = ({ logProbability }: Pick<Finding, 'logProbability'>): number => -logProbability;
  const sorted = [...findings].sort(
    (a, b) =>
      Number(a.level === 'note') - Number(b.level === 'note') ||
      STAGE[a.kind] - STAGE[b.kind] ||
      LEVEL[a.level] - LEVEL[b.level] ||
      weightOf(b) - weightOf(a),
  );
  const ranked = sorted.map((finding, index): Finding => ({ ...finding, rank: index + 1, causes: [] }));
  for (const finding of ranked) {
    if (STAGE[finding.kind] !== 1 && STAGE[finding.kind] !== 2) continue;
    const cause = ranked.find(
      (one) => STAGE[one.kind] === 0 && one.level !== 'note' && overlaps(one, finding),
    );
    cause?.causes.push(finding.rank);
  }
  return ranked;
}

/** Whether the one may have made the other: it did not begin after it, and is not in another segment. */
function overlaps(cause: Finding, effect: Finding): boolean {
  if (cause.since === null || effect.since === null) return true;
  if (cause.since.lower > effect.since.upper) return false;
  if (cause.until !== null && cause.until < effect.since.lower) return false;
  return cause.where.every(({ key, values }) => {
    const other = effect.where.find((filter) => filter.key === key);
    return other === undefined || other.values.some((value) => values.includes(value));
  });
}
