import { Counter, Gauge, type Registry } from 'prom-client';

/** One trigger, since the start. */
export interface RetrainingCounts {
  model: string;
  trigger: string;
  requests: number;
  waiting: number;
  failures: number;
}

/** The metrics of retraining triggers; each scrape sets them to what is counted. */
export function createRetrainingMetrics(
  registers: Registry[],
): (counts: readonly RetrainingCounts[]) => void {
  const labelNames = ['model', 'trigger'];
  const requests = new Counter({
    name: 'modelwatch_retraining_requests_total',
    help: 'Retrainings that a trigger asked for.',
    labelNames,
    registers,
  });
  const failures = new Counter({
    name: 'modelwatch_retraining_failed_looks_total',
    help: 'Looks at a trigger that failed.',
    labelNames,
    registers,
  });
  const waiting = new Gauge({
    name: 'modelwatch_retraining_waiting_causes',
    help: 'Causes for a retraining whose labels have not arrived.',
    labelNames,
    registers,
  });
  return (counts) => {
    for (const metric of [requests, failures, waiting]) metric.reset();
    for (const { model, trigger, ...counted } of counts) {
      const of = { model, trigger };
      requests.inc(of, counted.requests);
      failures.inc(of, counted.failures);
      waiting.set(of, counted.waiting);
    }
  };
}
