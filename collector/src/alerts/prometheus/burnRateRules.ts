import {
  budgetOf,
  type ModelSpec,
  objectiveOf,
  reasonUnreachable,
  type ServiceLevelIndicator,
} from '../../contract';
import { PAGE_FACTOR, USUAL_BURN_RATES } from '../rules/burnRates';
import type { PrometheusAlert, PrometheusRecord } from './types';

/** A handful of bad requests never fires, however few requests there were: as in the collector. */
const FEWEST_BAD = 5;

interface Kind {
  indicator: ServiceLevelIndicator;
  alert: string;
  cause: string;
  runbook: string;
  /** What is bad, as a selector of a counter; shadows answer nobody. */
  bad: (model: string) => string;
}

const KINDS: readonly Kind[] = [
  {
    indicator: 'availability',
    alert: 'ModelWatchAvailabilityBurn',
    cause: 'errors',
    runbook: 'availability',
    bad: (model) => `modelwatch_requests_total{model=${quote(model)},deployment!="shadow",result="failed"}`,
  },
  {
    indicator: 'latency',
    alert: 'ModelWatchLatencyBurn',
    cause: 'latency',
    runbook: 'latency',
    bad: (model) => `modelwatch_slow_requests_total{model=${quote(model)},deployment!="shadow"}`,
  },
];

export const quote = (text: string): string => JSON.stringify(text);

export const requestsOf = (model: string): string =>
  `modelwatch_requests_total{model=${quote(model)},deployment!="shadow"}`;

/** Shares of bad requests by window, recorded once, and a rule for each pair of windows. */
export function burnRateRules({ model, objectives = [] }: ModelSpec): {
  records: PrometheusRecord[];
  alerts: PrometheusAlert[];
} {
  const records: PrometheusRecord[] = [];
  const alerts: PrometheusAlert[] = [];
  for (const { indicator, alert, cause, runbook, bad } of KINDS) {
    const objective = objectiveOf(indicator, objectives);
    if (!objective) continue;
    const budget = Number(budgetOf(objective)!.toPrecision(10));
    const ratio = (window: string) => `modelwatch:${indicator}_bad:ratio_rate${window}`;
    const pairs = (objective.burnRates ?? USUAL_BURN_RATES).filter(
      ({ factor }) => reasonUnreachable(factor, budget) === null,
    );
    for (const window of new Set(pairs.flatMap(({ long, short }) => [short, long]))) {
      records.push({
        record: ratio(window),
        expr: `sum by (model) (rate(${bad(model)}[${window}])) / sum by (model) (rate(${requestsOf(model)}[${window}]))`,
      });
    }
    for (const { long, short, factor } of pairs) {
      const isPage = factor >= PAGE_FACTOR;
      const over = (window: string) => `${ratio(window)}{model=${quote(model)}} > ${factor} * ${budget}`;
      alerts.push({
        alert,
        expr: `${over(long)} and ${over(short)} and sum by (model) (increase(${bad(model)}[${long}])) >= ${FEWEST_BAD}`,
        severity: isPage ? 'page' : 'ticket',
        cause,
        runbook,
        extra: { window: long },
        summary: `Model {{ $labels.model }} spends its ${indicator} budget ${factor} times too fast`,
        description: `Share of bad requests over the share that the objective allows (${budget}), in ${long} and still in ${short}.`,
      });
    }
  }
  return { records, alerts };
}
