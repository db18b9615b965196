import { stratifiedDifference } from '../measures';
import type { Finding } from './judge';
import { type CanaryParts, type CanaryPlan, selectionOf } from './plan';
import { enoughOf, strataOf } from './requests';

/**
 * Share of the predictions that led to the outcome, canary less stable, over the same moments and only of predictions
 * whose attribution window has passed.
 */
export async function compareOutcomes(
  plan: CanaryPlan,
  { name, attributionMs }: NonNullable<CanaryPlan['outcome']>,
  { store }: CanaryParts,
  signal?: AbortSignal,
): Promise<Finding> {
  const { deployment, against, bucketMs, now, bounds } = plan;
  const groups = await store.countOutcomes(
    {
      selection: selectionOf(plan, [deployment, against]),
      groupBy: ['deployment'],
      bucketMs,
      outcome: name,
      attributionMs,
      asOf: now,
    },
    signal,
  );
  const matureOf = (of: string): number =>
    groups.reduce((sum, { labels, value }) => sum + (labels.deployment === of ? value.matureRows : 0), 0);
  const strata = strataOf(groups, plan, ({ reached, mature, matureRows }) => ({
    yes: mature > 0 ? (reached / mature) * matureRows : 0,
    n: matureRows,
  }));
  const difference = stratifiedDifference(strata, plan.confidence);
  return {
    name: `outcome.${name}`,
    title: `Outcome ${name}`,
    unit: 'percentunit',
    canary: difference?.first ?? null,
    stable: difference?.second ?? null,
    value: difference?.value ?? null,
    interval: difference && { lower: difference.lower, upper: difference.upper },
    bound: -bounds.outcome,
    better: 'higher',
    predictions: matureOf(deployment),
    enough: enoughOf(plan, matureOf(deployment), matureOf(against)),
    afterSeconds: attributionMs / 1000,
  };
}
