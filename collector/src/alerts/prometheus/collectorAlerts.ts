import type { PrometheusAlert } from './types';

/** What the collector tells of itself: it is watched from outside, since it cannot tell that it is down. */
export const COLLECTOR_ALERTS: readonly PrometheusAlert[] = [
  {
    alert: 'ModelWatchCollectorDown',
    expr: 'absent(modelwatch_ready)',
    for: '5m',
    severity: 'page',
    cause: 'collector',
    runbook: 'collector-behind',
    summary: 'The collector cannot be scraped',
    description:
      'Nothing is known of any model. Senders keep their events or lose them, as they are written.',
  },
  {
    alert: 'ModelWatchCollectorNotReady',
    expr: 'modelwatch_ready == 0',
    for: '5m',
    severity: 'page',
    cause: 'collector',
    runbook: 'collector-behind',
    summary: 'The collector is not ready',
    description: '/readyz says which part is not well.',
  },
  {
    alert: 'ModelWatchCollectorBehind',
    expr: 'modelwatch_applier_lag_seconds > 120',
    for: '5m',
    severity: 'page',
    cause: 'collector',
    runbook: 'collector-behind',
    summary: 'Events cannot be queried for more than two minutes',
    description:
      'Age of the oldest acknowledged event that cannot be queried yet: {{ $value | humanizeDuration }}.',
  },
  {
    alert: 'ModelWatchDiskFilling',
    expr: 'modelwatch_disk_days_until_full < 7',
    for: '1h',
    severity: 'ticket',
    cause: 'collector',
    runbook: 'collector-behind',
    summary: 'The disk of the collector is full within a week',
    description:
      'At the growth of the last day, in {{ $value | humanize }} days. Shorten retentions or add room.',
  },
  {
    alert: 'ModelWatchEventsQuarantined',
    expr:
      'sum by (kind) (increase(modelwatch_ingest_events_total{result="quarantined"}[1h])) > ' +
      '0.01 * sum by (kind) (increase(modelwatch_ingest_events_total[1h]))',
    for: '15m',
    severity: 'ticket',
    cause: 'pipeline',
    runbook: 'no-predictions',
    summary: 'More than 1 % of the {{ $labels.kind }} are refused',
    description: 'GET /v1/quarantine has them, with the reason.',
  },
];
