import type { FindingKind } from '../../contract';

/** What does not belong to a fact: a failed request has no score, a prediction without a label no error. */
export const NOT_APPLICABLE = -1;

/**
 * Something that each prediction has or has not, as a code: what an investigation counts.
 *
 * - `shift`: a distribution over bins; any movement counts.
 * - `rate`: 1 is bad, 0 is not; only a rise counts.
 * - `conditional`: a class within a stratum (`stratum * classes + class`); only a movement within strata counts.
 */
export interface Fact {
  kind: FindingKind;
  /** Unique among the facts of an investigation. */
  name: string;
  feature: string | null;
  shape: 'shift' | 'rate' | 'conditional';
  bins: number;
  /** Of `conditional`: classes in each stratum. */
  classes?: number;
  /** Code of each row, or NOT_APPLICABLE. */
  codes: Int16Array;
  /** Smallest effect that matters: total variation of a shift, difference of a rate. */
  floor: number;
  /** Effect from which it is critical. */
  critical: number;
  /** Of ordered bins: only a movement of their mean upwards counts. */
  onlyUp?: boolean;
  /** Only the whole is looked at, not its segments. */
  onlyWhole?: boolean;
  /** Never above a note. */
  isNote?: boolean;
  /** How a finding of it is shown to depart from the baseline, where there is one; see `departure`. */
  baseline?: { codes: Int16Array; shares: Float64Array };
}
