import type { ChangeRecord, ModelEntry, RetrainingTriggerSpec } from '../contract';
import type { QueryEngine } from '../query';
import type { Registry } from '../registry';
import type { Store } from '../store';
import { buildRequest } from './buildRequest';
import { judgeTrigger, windowMsOf } from './judgeTrigger';
import { maturityOf, readCoverage } from './labels';
import { lastSuccess } from './progress';
import { followCauses, MOST_REQUESTS, type OpenCause, type RuleState } from './ruleState';

export interface LookParts {
  store: Pick<Store, 'timeRange'>;
  registry: Pick<Registry, 'productionVersion' | 'baseline'>;
  engine: QueryEngine;
  entry: ModelEntry;
  changes: readonly ChangeRecord[];
  /** Requests of other rules of the model that no job has finished. */
  others: string[];
  now: number;
}

/** One look at one rule: its state afterwards, with a request where there is a new cause whose labels have arrived. */
export async function lookAt(
  rule: RetrainingTriggerSpec,
  before: RuleState,
  parts: LookParts,
  signal?: AbortSignal,
): Promise<RuleState> {
  const { entry, engine, store, changes, now } = parts;
  const { model } = entry.spec;
  const success = lastSuccess(changes);
  const first = (await store.timeRange(model))?.from ?? now;
  const since = Math.max(before.reached ?? first, success?.ts ?? first);
  const judgement = await judgeTrigger(rule, { entry, engine, now, since }, signal);
  const against = againstOf(parts);
  const causes = followCauses(before, judgement, {
    now,
    windowMs: windowMsOf(rule),
    against,
    retrainedAt: success?.ts ?? null,
  });
  const ready: OpenCause[] = [];
  for (const cause of causes) {
    if (cause.requestId === null && (await isRipe(rule, cause, parts, signal))) ready.push(cause);
  }
  const state: RuleState = { ...before, against, causes, reason: judgement.reason, lookedAt: now };
  if (ready.length === 0) return state;
  const request = await buildRequest(rule, ready, parts, signal);
  ready.forEach((cause) => (cause.requestId = request.id));
  // Such a cause is over once it is told: the next one begins where it ended.
  const isCounting = rule.when === 'volume' || rule.when === 'maturity';
  return {
    ...state,
    causes: isCounting ? [] : causes,
    reached: isCounting ? Math.max(...ready.map(({ window }) => window.to)) : before.reached,
    requests: [request, ...before.requests].slice(0, MOST_REQUESTS),
  };
}

/** Drift needs no label to be seen, but whoever trains on the drifted rows does. */
async function isRipe(
  rule: RetrainingTriggerSpec,
  { window }: OpenCause,
  { entry, engine }: LookParts,
  signal?: AbortSignal,
): Promise<boolean> {
  if (rule.when !== 'drift' || rule.immediately === true) return true;
  const { value } = await readCoverage(engine, entry.spec.model, window, signal);
  return value !== null && value >= maturityOf(entry.spec);
}

function againstOf({ registry, entry }: LookParts): string {
  const { model } = entry.spec;
  return `${registry.productionVersion(model) ?? ''} ${registry.baseline(model)?.digest ?? ''}`;
}
