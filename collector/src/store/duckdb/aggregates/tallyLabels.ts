import type { Cell } from '../database';
import type { Answered } from './readStored';

/** Answered rows of one group that weigh the same, and their labels. Codes of classes; -1 is none. */
export interface LabelTally {
  keys: Cell[];
  weight: number;
  served: Map<number, number>;
  /** By predicted, then by actual class. */
  labelled: Map<number, Map<number, number>>;
}

/** Puts classes and labels of the same rows together, still as whole rows: differences of them are exact. */
export function tallyLabels({ stored, changes }: Pick<Answered, 'stored' | 'changes'>): LabelTally[] {
  const tallies = new Map<string, LabelTally>();
  const at = (keys: Cell[], weight: number): LabelTally => {
    const key = JSON.stringify([keys, weight]);
    const found = tallies.get(key) ?? { keys, weight, served: new Map(), labelled: new Map() };
    tallies.set(key, found);
    return found;
  };
  for (const { keys, weight, counts } of stored) {
    const { served } = at(keys, weight);
    counts.forEach((rows, place) => {
      if (rows > 0) served.set(place - 1, (served.get(place - 1) ?? 0) + rows);
    });
  }
  for (const { keys, weight, predicted, actual, rows } of changes) {
    const { labelled } = at(keys, weight);
    const byActual = labelled.get(predicted) ?? new Map<number, number>();
    labelled.set(predicted, byActual.set(actual, (byActual.get(actual) ?? 0) + rows));
  }
  return [...tallies.values()];
}
