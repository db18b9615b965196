import type { ModelEntry } from '../../contract';
import type { IngestLimits } from '../limits';

/** What normalizing an event needs to know, and where it tells what it kept as invalid. */
export interface EventContext {
  limits: IngestLimits;
  now: number;
  model(name: string): ModelEntry | undefined;
  /** The version that an event without one is counted for. */
  productionVersion(model: string): string | null;
  /** A field was kept as invalid. */
  noteInvalid(path: string, message: string): void;
}
