import type { ModelSpec } from '../contract';
import type { AlertRule, WindowChoices } from './rule';
import { burnRateRules } from './rules/burnRates';
import { canaryRules } from './rules/canary';
import { driftRules, parityRule, qualityRules, staleFeaturesRule } from './rules/features';
import { errorBurstRule, latencyRule, noPredictionsRule } from './rules/serving';
import { costRule, disparityRules, objectiveRules } from './rules/slow';

/** Every rule that a model's file asks for: from its objectives, features, protected segments and budget. */
export function planRules(spec: ModelSpec, windows: WindowChoices): AlertRule[] {
  return [
    noPredictionsRule(spec),
    ...errorBurstRule(spec),
    ...latencyRule(spec, windows),
    ...burnRateRules(spec),
    ...canaryRules(spec),
    ...driftRules(spec, windows),
    ...qualityRules(spec, windows),
    ...staleFeaturesRule(spec, windows),
    parityRule(spec),
    ...objectiveRules(spec, windows),
    ...disparityRules(spec),
    ...costRule(spec),
  ];
}
