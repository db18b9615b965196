import { Document } from 'yaml';
import type { ModelSpec } from '../../contract';
import { burnRateRules, requestsOf } from './burnRateRules';
import { COLLECTOR_ALERTS } from './collectorAlerts';
import type { PrometheusAlert } from './types';

export interface PrometheusOptions {
  /** Grafana's address: links of Prometheus must be whole. */
  rootUrl?: string;
  withCollector?: boolean;
}

const HEADER = `
 Recording and alerting rules of Model Watch for Prometheus, written by \`modelwatch alerts --format prometheus\` for the
 collector's /metrics: change the model file, not this one.

 Only what needs no labels and no baseline can be told from counters: requests, errors, latency, and the collector
 itself. Counters count predictions as they arrive and begin at 0 with the process; rate() and increase() know that.
 Without requests a ratio is NaN, which is above nothing: silence has a rule of its own.`;

/** A rule file of Prometheus for some models. */
export function writePrometheusRules(specs: readonly ModelSpec[], options: PrometheusOptions = {}): string {
  const root = (options.rootUrl ?? '').replace(/\/+$/, '');
  const groups = specs.flatMap((spec) => {
    const { records, alerts } = burnRateRules(spec);
    const written = [...alerts, noPredictions(spec)].map((alert) =>
      ruleOf(alert, spec.owner, root, spec.model),
    );
    const recording = { name: `modelwatch-${spec.model}-recording`, interval: '1m', rules: records };
    const alerting = { name: `modelwatch-${spec.model}`, interval: '1m', rules: written };
    return records.length > 0 ? [recording, alerting] : [alerting];
  });
  if (options.withCollector ?? true) {
    const owner = specs.length === 1 ? specs[0]!.owner : undefined;
    const rules = COLLECTOR_ALERTS.map((alert) => ruleOf(alert, owner, root));
    groups.push({ name: 'modelwatch-collector', interval: '1m', rules });
  }
  const document = new Document({ groups });
  document.commentBefore = HEADER;
  return document.toString({ lineWidth: 110, singleQuote: true });
}

/** Against the same half hour a week ago; a model that was not heard of since the start counts as 0, not as unknown. */
function noPredictions({ model }: ModelSpec): PrometheusAlert {
  const rate = (offset: string) => `sum by (model) (rate(${requestsOf(model)}[30m]${offset}))`;
  const weekAgo = rate(' offset 1w');
  return {
    alert: 'ModelWatchNoPredictions',
    expr:
      `(${rate('')} or 0 * ${weekAgo}) < 0.1 * ${weekAgo} and ` +
      `sum by (model) (increase(${requestsOf(model)}[30m] offset 1w)) >= 20`,
    for: '5m',
    severity: 'page',
    cause: 'no-predictions',
    runbook: 'no-predictions',
    summary: `Hardly a prediction of model ${model} arrived for 30 minutes`,
    description: 'Against the same half hour a week ago; fires below 10 % of at least 20.',
  };
}

function ruleOf(
  { alert, expr, for: wait, severity, cause, runbook, extra, summary, description }: PrometheusAlert,
  owner: string | undefined,
  root: string,
  model?: string,
): Record<string, unknown> {
  return {
    alert,
    expr,
    ...(wait !== undefined && { for: wait }),
    labels: {
      ...(model !== undefined && { model }),
      cause,
      severity,
      owner: owner ?? 'nobody-yet',
      ...extra,
    },
    annotations: {
      summary,
      description,
      runbook_url: `${root}/a/modelwatch-investigations-app/runbooks/${runbook}`,
      ...(model !== undefined && {
        dashboard_url: `${root}/d/modelwatch-on-call?var-model=${encodeURIComponent(model)}`,
      }),
    },
  };
}
