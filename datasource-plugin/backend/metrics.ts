import { type Failure } from './failure';
import { type ErrorSource } from './protocol';

/** Seconds; Grafana gives an alert rule 30 of them. */
const BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What this process tells Prometheus through Grafana's `/metrics/plugins/modelwatch-modelwatch-datasource`. */
export class Metrics {
  private readonly outcomes: Record<'ok' | ErrorSource, number> = { ok: 0, downstream: 0, plugin: 0 };
  private readonly atMost = BUCKETS.map(() => 0);
  private seconds = 0;
  private count = 0;

  observeQuery(durationMs: number, failure: Failure | null): void {
    const seconds = durationMs / 1000;
    this.outcomes[failure?.source ?? 'ok'] += 1;
    this.seconds += seconds;
    this.count += 1;
    BUCKETS.forEach((bound, index) => {
      if (seconds <= bound) this.atMost[index]! += 1;
    });
  }

  /** Prometheus' text format. */
  render(requestsInFlight: number): string {
    const name = 'modelwatch_datasource';
    return [
      `# HELP ${name}_queries_total Queries answered, by outcome: whose fault an error is.`,
      `# TYPE ${name}_queries_total counter`,
      ...Object.entries(this.outcomes).map(
        ([outcome, n]) => `${name}_queries_total{outcome="${outcome}"} ${n}`,
      ),
      `# HELP ${name}_query_seconds Time to answer a query, the collector's part included.`,
      `# TYPE ${name}_query_seconds histogram`,
      ...BUCKETS.map((bound, index) => `${name}_query_seconds_bucket{le="${bound}"} ${this.atMost[index]}`),
      `${name}_query_seconds_bucket{le="+Inf"} ${this.count}`,
      `${name}_query_seconds_sum ${this.seconds}`,
      `${name}_query_seconds_count ${this.count}`,
      `# HELP ${name}_requests_in_flight Requests that are with the collector now.`,
      `# TYPE ${name}_requests_in_flight gauge`,
      `${name}_requests_in_flight ${requestsInFlight}`,
      `# HELP ${name}_resident_bytes Resident memory of the backend.`,
      `# TYPE ${name}_resident_bytes gauge`,
      `${name}_resident_bytes ${process.memoryUsage.rss()}`,
      '',
    ].join('\n');
  }
}
