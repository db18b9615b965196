import { type AlertRule } from '../rule';

/** The one rule that speaks when the collector cannot be asked: one outage is one page. */
export function collectorRule(): AlertRule {
  return {
    name: 'collector-behind',
    title: 'Collector behind or down',
    severity: 'page',
    cause: 'collector',
    everyMinutes: 1,
    forMinutes: 5,
    queries: [
      {
        refId: 'behind',
        query: { measure: 'collector.behind', shape: 'snapshot' },
        fromSeconds: 600,
      },
    ],
    threshold: { fires: { type: 'gt', value: 120 }, stops: { type: 'lt', value: 60 } },
    unknown: {
      noData: 'Alerting',
      error: 'Alerting',
      because: 'No answer, and an error, are the very thing that this rule is for.',
    },
    summary: 'The collector is more than two minutes behind, or cannot be asked',
    description: 'Age of the oldest acknowledged event that cannot be queried yet, in seconds.',
    runbook: 'collector-behind',
    investigation: null,
  };
}
