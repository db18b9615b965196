import {
  badRequest,
  budgetOf,
  type MeasureDefinition,
  type ModelSpec,
  objectiveOf,
  parseDuration,
  reasonUnreachable,
  type ServiceLevelIndicator,
} from '../../contract';
import type { Parameters } from '../../measures';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** 30 days, as the workbook's tables have it. */
const USUAL_PERIOD_HOURS = 720;
const USUAL_LONG_MINUTES = 60;
/** As the workbook advises. */
const SHORT_OF_LONG = 1 / 12;

/** What is counted for an objective, and over which windows. */
export interface ObjectivePlan {
  indicator: ServiceLevelIndicator;
  /** Share of requests that may be bad. */
  budget: number;
  /** Of latency. */
  boundMs: number | null;
  longMs: number;
  /** Null where one window is enough. */
  shortMs: number | null;
  periodHours: number;
  /** Burn rate that the objective declares for these windows. */
  factor: number | null;
}

/**
 * What a measure of an objective counts: the query's words, else the objective of the model.
 * @throws ModelWatchError where there is no target, or no budget
 */
export function checkObjective(
  definition: MeasureDefinition,
  params: Parameters,
  model: ModelSpec,
): ObjectivePlan {
  const indicator = params.indicator as ServiceLevelIndicator;
  const declared = objectiveOf(indicator, model.objectives ?? []);
  const target = numberOr(params.target, declared ? 1 - budgetOf(declared)! : undefined);
  if (target === undefined) {
    throw badRequest(
      'objective-missing',
      `$.query.params.target is missing, and ${model.model} has no objective for ${indicator}: give a share such as ` +
        '0.999, or an objective in the model file.',
      '$.query.params.target',
    );
  }
  const budget = 1 - target;
  if (!(budget > 0)) {
    throw badRequest(
      'objective-unreachable',
      '$.query.params.target: a target of 100 % leaves no error budget, so that nothing can burn it; take less.',
      '$.query.params.target',
    );
  }
  const boundMs = indicator === 'latency' ? boundOf(params, declared?.target, model) : null;
  const period = declared ? parseDuration(declared.window) / HOUR_MS : USUAL_PERIOD_HOURS;
  const periodHours = numberOr(params.periodHours, period)!;
  const shared = { indicator, budget, boundMs, periodHours };
  if (definition.id !== 'objectives.burnRate') {
    return { ...shared, longMs: periodHours * HOUR_MS, shortMs: null, factor: null };
  }
  return { ...shared, ...windowsOf(params, declared?.burnRates?.[0]) };
}

function windowsOf(
  params: Parameters,
  rule: { long: string; short: string; factor: number } | undefined,
): Pick<ObjectivePlan, 'longMs' | 'shortMs' | 'factor'> {
  const isDeclared =
    rule !== undefined && params.longMinutes === undefined && params.shortMinutes === undefined;
  if (isDeclared) {
    return { longMs: parseDuration(rule.long), shortMs: parseDuration(rule.short), factor: rule.factor };
  }
  const longMinutes = numberOr(params.longMinutes, USUAL_LONG_MINUTES)!;
  const shortMinutes = numberOr(params.shortMinutes, Math.max(1, Math.round(longMinutes * SHORT_OF_LONG)))!;
  if (shortMinutes > longMinutes) {
    throw badRequest(
      'window-invalid',
      `$.query.params.shortMinutes: the short window of ${shortMinutes} min is longer than the long one of ` +
        `${longMinutes} min.`,
      '$.query.params.shortMinutes',
    );
  }
  return { longMs: longMinutes * MINUTE_MS, shortMs: shortMinutes * MINUTE_MS, factor: null };
}

/** Refuses a burn rate that no share of bad requests can reach. */
export function refuseUnreachable(factor: number | null, { budget }: ObjectivePlan): void {
  const reason = factor === null ? null : reasonUnreachable(factor, budget);
  if (reason === null) return;
  throw badRequest(
    'objective-unreachable',
    `$.query.params.threshold: ${reason}`,
    '$.query.params.threshold',
  );
}

function boundOf(params: Parameters, declared: number | undefined, model: ModelSpec): number {
  const bound = numberOr(params.boundMs, declared);
  if (bound !== undefined) return bound;
  throw badRequest(
    'objective-missing',
    `$.query.params.boundMs is missing, and ${model.model} has no objective of serving.latency: give milliseconds.`,
    '$.query.params.boundMs',
  );
}

const numberOr = (given: number | string | undefined, otherwise: number | undefined): number | undefined =>
  typeof given === 'number' ? given : otherwise;
