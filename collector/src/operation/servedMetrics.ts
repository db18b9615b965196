import { Counter, type Registry as PrometheusRegistry } from 'prom-client';
import type { Served } from './servedCounts';

const RESULTS = ['answered', 'refused', 'failed'] as const;

/** Counters that are read at each scrape from what was counted on the way in. */
export function registerServedMetrics(registry: PrometheusRegistry, totals: () => readonly Served[]): void {
  const registers = [registry];
  new Counter({
    name: 'modelwatch_requests_total',
    help: 'Requests that models were asked, as their predictions arrive: answered, refused (4xx), failed (5xx).',
    labelNames: ['model', 'deployment', 'result'],
    registers,
    collect() {
      this.reset();
      for (const { model, deployment, ...counts } of totals())
        for (const result of RESULTS) this.inc({ model, deployment, result }, counts[result]);
    },
  });
  new Counter({
    name: 'modelwatch_slow_requests_total',
    help: "Requests that took longer than the model's objective of latency allows.",
    labelNames: ['model', 'deployment'],
    registers,
    collect() {
      this.reset();
      for (const { model, deployment, slow } of totals()) this.inc({ model, deployment }, slow);
    },
  });
}
