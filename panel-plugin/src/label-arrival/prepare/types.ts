import { type DataFrame, type Field } from '@grafana/data';

/** The predictions of one day (or of several, merged) and how their labels came. */
export interface PredictionDay {
  /** Begin of the day. */
  dayMs: number;
  /** Days that are merged in it. */
  days: number;
  served: number;
  /** Labels that had arrived within each of the triangle's ages; null where the day is not that old yet. */
  arrived: (number | null)[];
  /** Those that have so far at ages which only some of the day's predictions have reached; null at the others. */
  partial: (number | null)[];
}

/** One label set's triangle. */
export interface Triangle {
  key: string;
  labels: Record<string, string>;
  /** Ages in days, ascending, the same for every day. */
  ages: number[];
  days: PredictionDay[];
  fields: { frame: DataFrame; coverage: Field };
}

export type Prepared =
  | { state: 'ready'; triangles: Triangle[]; model: string | null }
  | { state: 'empty'; reason: string }
  | { state: 'unsuitable'; reason: string };

/** Labels of a day that are there now. */
export function arrivedSoFar({ arrived, partial }: PredictionDay): number {
  return Math.max(0, ...[...arrived, ...partial].filter((count) => count !== null));
}

/** Age that every prediction of a day has reached, as an index of the ages; -1 before the first. */
export function latestAgeOf(day: PredictionDay): number {
  return day.arrived.findLastIndex((count) => count !== null);
}
