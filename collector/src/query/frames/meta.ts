import type { FrameMeta, Verdict } from '../../contract';
import type { LabelledCells } from '../cells';
import type { QueryPlan } from '../plan';
import { noticesOf } from './notices';

/** What an answer says about itself: notices for people, and the same as figures for programs. */
export function metaOf(plan: QueryPlan, sets: LabelledCells[], behindSeconds: number): FrameMeta {
  const cells = sets.flatMap((set) => set.cells);
  const verdicts: Record<Verdict | 'none', number> = {
    ok: 0,
    breach: 0,
    insufficient: 0,
    immature: 0,
    none: 0,
  };
  let coverage: number | null = null;
  for (const { verdict, result } of cells) {
    verdicts[verdict ?? 'none'] += 1;
    if (result.coverage !== undefined) coverage = Math.min(coverage ?? 1, result.coverage);
  }
  const sources = [...new Set(cells.map(({ threshold }) => threshold.source))].filter((one) => one !== null);
  const compared = plan.earlier?.name ?? plan.baseline?.version;
  return {
    notices: noticesOf(plan, cells, behindSeconds),
    custom: {
      measure: plan.definition.id,
      from: new Date(plan.selection.from).toISOString(),
      to: new Date(plan.selection.to).toISOString(),
      ...(plan.bucketMs !== null && { windowSeconds: plan.bucketMs / 1000 }),
      ...(compared !== undefined && { baseline: compared }),
      asOf: plan.asOf === Infinity ? 'final' : new Date(plan.asOf).toISOString(),
      threshold: plan.threshold,
      /** Healthy blocks raise the threshold of single values, which tables and distributions show. */
      thresholdSources: sources,
      minimumSample: plan.minimumSample,
      verdicts,
      /** The least of all values. */
      coverage,
    },
  };
}
