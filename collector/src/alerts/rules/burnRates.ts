import {
  budgetOf,
  type BurnRateSpec,
  type ModelSpec,
  objectiveOf,
  parseDuration,
  reasonUnreachable,
  SERVICE_LEVEL_INDICATORS,
  type ServiceLevelIndicator,
} from '../../contract';
import { type AlertRule, KEEP } from '../rule';
import { askBurnRate } from './askBurnRate';

/** Pairs of the Site Reliability Workbook (2018), chapter 5, with 4 in 6 h in the place of 6: sooner, and still a page. */
export const USUAL_BURN_RATES: readonly BurnRateSpec[] = [
  { long: '1h', short: '5m', factor: 14.4 },
  { long: '6h', short: '30m', factor: 4 },
  { long: '1d', short: '2h', factor: 3 },
  { long: '3d', short: '6h', factor: 1 },
];

/** From here on a budget is gone before anybody who is not woken would look. */
export const PAGE_FACTOR = 4;

const SPENT: Record<ServiceLevelIndicator, { cause: string; runbook: string; what: string }> = {
  availability: { cause: 'errors', runbook: 'availability', what: 'requests that failed' },
  errors: { cause: 'errors', runbook: 'availability', what: 'requests that failed or were refused' },
  latency: { cause: 'latency', runbook: 'latency', what: 'requests that took too long' },
};

/** A rule for each objective that has a budget and each pair of windows in which its factor can be reached. */
export function burnRateRules(spec: ModelSpec): AlertRule[] {
  return SERVICE_LEVEL_INDICATORS.flatMap((indicator) => {
    const objective = objectiveOf(indicator, spec.objectives ?? []);
    if (!objective) return [];
    return (objective.burnRates ?? USUAL_BURN_RATES)
      .filter(({ factor }) => reasonUnreachable(factor, budgetOf(objective)!) === null)
      .map((pair) => burnRateRule(spec, indicator, pair));
  });
}

function burnRateRule(
  spec: ModelSpec,
  indicator: ServiceLevelIndicator,
  { long, short, factor }: BurnRateSpec,
): AlertRule {
  const isPage = factor >= PAGE_FACTOR;
  const { cause, runbook, what } = SPENT[indicator];
  const [longMinutes, shortMinutes] = [long, short].map((text) => parseDuration(text) / 60_000) as [
    number,
    number,
  ];
  return {
    name: `${indicator}-burn-${long}`,
    title: `${titleOf(indicator)} budget burning over ${long}`,
    severity: isPage ? 'page' : 'ticket',
    cause,
    everyMinutes: isPage ? 1 : 5,
    forMinutes: 0,
    queries: [askBurnRate(spec, indicator, { longMinutes, shortMinutes, threshold: factor })],
    threshold: {
      fires: { type: 'gt', value: factor },
      stops: { type: 'lt', value: round(factor * RECOVERED) },
    },
    unknown: KEEP,
    summary: `Model {{ $labels.model }} spends its ${indicator} budget ${factor} times too fast`,
    description:
      `Share of ${what}, over the share that the objective allows, in the last ${long} and still in their last ` +
      `${short}; below five bad requests nothing fires. Stops below ${round(factor * RECOVERED)}.` +
      (isPage ? ' Sustained: roll back what was rolled out last.' : ''),
    runbook,
    investigation: { from: long },
  };
}

/** Share of the factor at which it stops: clearly lower, so that a rate about the factor does not come and go. */
const RECOVERED = 0.75;

const titleOf = (indicator: ServiceLevelIndicator): string =>
  indicator[0]!.toUpperCase() + indicator.slice(1);

/** 14.4 × 0.75 is 10.799999999999999: what is written is what is meant. */
const round = (value: number): number => Number(value.toPrecision(10));
