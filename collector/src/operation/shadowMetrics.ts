import { Counter, Gauge, type Registry } from 'prom-client';
import type { ShadowRun } from '../contract';

const RESULTS = ['scored', 'failed', 'dropped'] as const;

/** The metrics of candidates in shadow; each scrape sets them to what is counted. */
export function createShadowMetrics(registers: Registry[]): (shadows: readonly ShadowRun[]) => void {
  const labelNames = ['model', 'version'];
  const rows = new Counter({
    name: 'modelwatch_shadow_rows_total',
    help: 'Predictions that fell to a candidate in shadow, by what became of them: scored, failed, dropped.',
    labelNames: [...labelNames, 'result'],
    registers,
  });
  const busy = new Counter({
    name: 'modelwatch_shadow_busy_seconds_total',
    help: 'Time that a candidate in shadow spent in the runtime.',
    labelNames,
    registers,
  });
  const agreement = new Gauge({
    name: 'modelwatch_shadow_agreement',
    help: 'Share of the predictions for which a candidate in shadow gave the class that was served.',
    labelNames,
    registers,
  });
  return (shadows) => {
    for (const metric of [rows, busy, agreement]) metric.reset();
    for (const { request, counts, agreement: agreed } of shadows) {
      const of = { model: request.model, version: request.version };
      for (const result of RESULTS) rows.inc({ ...of, result }, counts[result]);
      busy.inc(of, counts.busyMs / 1000);
      if (agreed) agreement.set(of, agreed.value);
    }
  };
}
