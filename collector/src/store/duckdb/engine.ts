import type { AggregateState } from './aggregates';
import type { Database } from './database';
import type { Dictionaries } from './dictionaries';
import type { Layouts } from './layouts';

/** What every part of this engine works with. */
export interface Engine {
  database: Database;
  layouts: Layouts;
  dictionaries: Dictionaries;
  aggregates: AggregateState;
  predictions: {
    /** Number of the next row, whichever table it goes to. */
    nextNumber: number;
  };
  labels: {
    /** Number of the next label: which of two with the same time came later. */
    nextSequence: number;
  };
}
