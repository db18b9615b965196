import type { Query } from '../contract';

/** Pages wake somebody; tickets wait for the morning. */
export type Severity = 'page' | 'ticket';

/** One question to the collector over a range that ends `untilSeconds` before the evaluation. */
export interface RuleQuery {
  refId: string;
  query: Query;
  fromSeconds: number;
  /** 0 unless given: labels of the last days have not arrived, and earlier weeks are compared with. */
  untilSeconds?: number;
}

/** When a rule fires, and until when it goes on: the gap between the two keeps it from flapping. */
export interface Threshold {
  fires: { type: 'gt' | 'lt'; value: number };
  /** Where it stops; the opposite of `fires` unless given. */
  stops?: { type: 'gt' | 'lt'; value: number };
}

/** What Grafana does with an answer that is null (no verdict), or with none at all. */
export interface UnknownStates {
  noData: 'KeepLast' | 'Alerting' | 'OK';
  error: 'KeepLast' | 'Alerting';
  /** Why, for the people who read the file. */
  because: string;
}

/** A rule of one model, or of the collector, before it is written in anybody's format. */
export interface AlertRule {
  /** Part of its uid: it stays the same as long as the rule means the same. */
  name: string;
  title: string;
  severity: Severity;
  /** Constant, one for what must be done about it: rules of one cause are grouped. */
  cause: string;
  /** How often it is asked; a ticket over days needs no answer each minute. */
  everyMinutes: 1 | 5 | 15 | 60;
  forMinutes: number;
  queries: RuleQuery[];
  /** Grafana's math over the refIds; the only query's own value unless given. */
  math?: string;
  threshold: Threshold;
  unknown: UnknownStates;
  summary: string;
  /** Says the window, since labels must not. */
  description: string;
  /** A file of docs/runbooks. */
  runbook: string;
  /** Window of the investigation that is linked; null where there is nothing to investigate. */
  investigation: { from: string; byFeature?: boolean } | null;
}

/** Silence resolves nothing: what fires goes on while its verdict is missing. */
export const KEEP: UnknownStates = {
  noData: 'KeepLast',
  error: 'KeepLast',
  because:
    'null is no verdict (too few rows, or labels that have not arrived): what fires goes on firing. When the ' +
    'collector cannot be asked, its own rule pages, and this one keeps its state.',
};

/** For verdicts as numbers: 1 breach, 0 ok. */
export const BREACHES: Threshold = { fires: { type: 'gt', value: 0 } };

/** Windows that depend on a model's traffic and on its labels, which its file does not tell. */
export interface WindowChoices {
  /** Of drift and of missing, invalid and unseen values: long enough for the minimum sample at night. */
  featureHours: number;
  latencyHours: number;
  /** How long labels take: performance is asked of days that ended so long ago. */
  labelDelayDays: number;
}

export const USUAL_WINDOWS: WindowChoices = { featureHours: 6, latencyHours: 3, labelDelayDays: 7 };

export const HOUR_SECONDS = 3600;
export const DAY_SECONDS = 86_400;
