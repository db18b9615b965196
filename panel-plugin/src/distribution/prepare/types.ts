import { type DataFrame, type Field } from '@grafana/data';
import { type Verdict } from '@modelwatch/collector/contract';

/** Values of a feature come in bins or levels; what is no value of it (or none that is known) stands apart. */
export type ApartKind = 'unseen' | 'missing' | 'invalid';
export type SlotKind = 'bin' | 'level' | 'others' | ApartKind;

/** One bar of a feature: a bin, a level, several rare levels together, or one of those that stand apart. */
export interface Slot {
  kind: SlotKind;
  /** In words, as the collector wrote it. */
  label: string;
  /** Bounds of a numeric bin, null where it is open. */
  lower: number | null;
  upper: number | null;
  /** Shares between 0 and 1; null where the side has no rows. */
  baselineShare: number | null;
  currentShare: number | null;
  baselineCount: number | null;
  currentCount: number | null;
}

export interface FeatureDistribution {
  /** Unique in the panel: the feature with the labels of its group. */
  key: string;
  feature: string;
  /** Name for people. */
  title: string;
  /** Of which it is a feature; empty where the answer does not say. */
  model: string;
  /** Labels of a grouped answer, by name, as far as they tell features apart. */
  labels: Record<string, string>;
  type: string;
  /** Bins in ascending order, or levels. */
  slots: Slot[];
  /** Unseen, missing and invalid, as far as the answer has them. */
  apart: Slot[];
  value: number | null;
  threshold: number | null;
  verdict: Verdict | null;
  /** First row of the feature in its frame: what data links and display processors are asked with. */
  row: number;
  fields: DistributionColumns;
  /** Its distribution over time, where a query asked for that. */
  ladder?: Ladder;
}

/** The shares of a feature's bars, step by step. */
export interface Ladder {
  /** Starts of the steps, ascending, and their length. */
  timesMs: number[];
  stepMs: number;
  /** The measure's value at each step. */
  values: (number | null)[];
  threshold: number | null;
  /** Current share by kind and label of the bar, at each step. */
  shares: Map<string, number | null>[];
}

/** The columns of a frame that colours, units and links are taken from. */
export interface DistributionColumns {
  frame: DataFrame;
  value: Field | undefined;
  share: Field;
  count: Field | undefined;
  edge: Field | undefined;
}

export type Prepared =
  | { state: 'ready'; features: FeatureDistribution[] }
  /** An answer of the right form without rows. */
  | { state: 'empty'; reason: string }
  /** An answer of another form. */
  | { state: 'unsuitable'; reason: string };
