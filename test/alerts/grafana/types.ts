/* What a provisioning file of Grafana says of a rule, as far as its evaluation reads it. */

export interface Condition {
  evaluator: { type: 'gt' | 'lt'; params: number[] };
  unloadEvaluator?: { type: 'gt' | 'lt'; params: number[] };
}

export interface RuleEntry {
  refId: string;
  datasourceUid: string;
  relativeTimeRange?: { from: number; to: number };
  model: Record<string, unknown> & {
    refId: string;
    type?: string;
    expression?: string;
    conditions?: Condition[];
  };
}

export interface GrafanaRule {
  uid: string;
  title: string;
  condition: string;
  for: string;
  noDataState: 'KeepLast' | 'Alerting' | 'OK';
  execErrState: 'KeepLast' | 'Alerting';
  data: RuleEntry[];
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

export interface GrafanaRuleFile {
  groups: { name: string; interval: string; rules: GrafanaRule[] }[];
}

/** One number of a label set; null: no data. */
export interface LabelledNumber {
  labels: Record<string, string>;
  value: number | null;
}

/** Asks the data source what a rule's query asks, at a moment. */
export type Ask = (
  model: RuleEntry['model'],
  range: { from: number; to: number },
  now: number,
) => Promise<LabelledNumber[]>;

/** What an evaluation says of one label set, before `for` and the states of the rule. */
export type Outcome = 'Normal' | 'Alerting' | 'NoData' | 'Error';

export const keyOf = (labels: Record<string, string>): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
