import type { CanaryCheck, CanaryComparison, CanaryRequest } from '../contract';
import { compareAgreement } from './agreement';
import { decide } from './decide';
import { type Finding, judge } from './judge';
import { compareOutcomes } from './outcome';
import { type CanaryParts, type CanaryPlan, planCanary } from './plan';
import { compareErrors, compareLatency, readTraffic, type Traffic } from './requests';

/**
 * Compares a canary with what serves beside it, over the same moments. Every interval holds at every moment at once and
 * all of them together keep the confidence that was asked for, so that it may be looked at every minute and acted on at
 * the first verdict, as long as `from` stays the same.
 */
export async function compareCanary(
  request: CanaryRequest,
  parts: CanaryParts,
  signal?: AbortSignal,
): Promise<CanaryComparison> {
  const asked = planCanary(request, parts);
  const traffic = await readTraffic(asked, parts, signal);
  const { deployment, against } = asked;
  const about = {
    model: request.model,
    deployment,
    against,
    predictions: { canary: traffic.canary, stable: traffic.stable },
  };
  if (traffic.range === null) {
    const reason = `${deployment} has served no prediction since ${new Date(asked.range.from).toISOString()}.`;
    const nothing = {
      checks: [],
      verdict: 'wait' as const,
      reason,
      morePredictions: null,
      moreSeconds: null,
    };
    return { ...about, ...asked.range, ...nothing };
  }
  // Before and after the canary there is nothing to compare; a moment is read whole.
  const plan: CanaryPlan = { ...asked, range: traffic.range };
  const { from, to } = plan.range;
  const perSecond = traffic.canary / Math.max(1, (to - from) / 1000);
  const checks = (await findAll(plan, traffic, parts, signal)).map((finding): CanaryCheck =>
    judge(finding, perSecond),
  );
  return { ...about, from, to, checks, ...decide(checks) };
}

async function findAll(
  plan: CanaryPlan,
  traffic: Traffic,
  parts: CanaryParts,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const { quantiles, outcome, bounds } = plan;
  const latencies = quantiles.map((quantile) => compareLatency(plan, traffic, quantile, parts, signal));
  return [
    compareErrors(plan, traffic),
    ...(await Promise.all(latencies)),
    ...(outcome ? [await compareOutcomes(plan, outcome, parts, signal)] : []),
    ...(bounds.agreement === undefined
      ? []
      : [await compareAgreement(plan, bounds.agreement, parts, signal)]),
  ];
}
