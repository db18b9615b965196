import { type MeasureDefinition, type ModelEntry } from '@modelwatch/collector/contract';
import { type ModelWatchQuery } from '../types';

/** What every group of fields gets. Measure and entry are undefined while the lists are read, or for a variable. */
export interface FieldsProps {
  query: ModelWatchQuery;
  measure: MeasureDefinition | undefined;
  entry: ModelEntry | undefined;
  /** Takes the query and runs it. */
  change: (query: ModelWatchQuery) => void;
}

export const LABEL_WIDTH = 14;
