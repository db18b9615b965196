import type { Severity } from '../rule';

export interface PrometheusRecord {
  record: string;
  expr: string;
}

export interface PrometheusAlert {
  alert: string;
  expr: string;
  /** A duration; at once unless given. */
  for?: string;
  severity: Severity;
  cause: string;
  runbook: string;
  /** Labels that tell rules of one name apart; constant, like all labels. */
  extra?: Record<string, string>;
  summary: string;
  description: string;
}
