import { type DataFrame, type Field } from '@grafana/data';
import { type DisparityNumber } from '@modelwatch/collector/contract';

/** One group of a segment and its rate. */
export interface GroupRate {
  group: string;
  /** Logged rows of the group, and those whose label has arrived; null where the answer does not say. */
  size: number | null;
  labelled: number | null;
  value: number | null;
  low: number | null;
  high: number | null;
  baseline: number | null;
  /** Too few rows to be compared. */
  isSmall: boolean;
  /** One of the two that are furthest apart. */
  isWorst: boolean;
  /** Why it has no value. */
  reason: string;
  row: number;
}

/** The pair that is furthest apart, by both ways of comparing. */
export interface Gap {
  highest: string;
  lowest: string;
  difference: DisparityNumber;
  ratio: DisparityNumber;
}

/** The groups of one label set (a version, say) that are compared with each other. */
export interface GroupSet {
  key: string;
  labels: Record<string, string>;
  groups: GroupRate[];
  /** Null where fewer than two groups are large enough. */
  gap: Gap | null;
  fields: { frame: DataFrame; value: Field; size: Field | undefined };
}

/** Rates of the groups over time, for one label set. */
export interface RateLines {
  key: string;
  labels: Record<string, string>;
  timesMs: number[];
  lines: { group: string; values: (number | null)[] }[];
  field: Field;
}

export type Prepared =
  | { state: 'ready'; sets: GroupSet[]; lines: RateLines[]; measureName: string; model: string | null }
  | { state: 'empty'; reason: string }
  | { state: 'unsuitable'; reason: string };
