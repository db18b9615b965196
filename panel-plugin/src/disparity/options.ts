export const COMPARISONS = ['difference', 'ratio'] as const;
/** How the rates of two groups are compared: by subtracting, or the lower over the higher. */
export type ComparisonKind = (typeof COMPARISONS)[number];

export const SORT_ORDERS = ['value', 'name', 'asGiven'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

export interface DisparityOptions {
  compareBy: ComparisonKind;
  /** Largest difference that is allowed, in the unit of the rate: 0.1 is ten percentage points. */
  allowedDifference: number;
  /** Smallest ratio that is allowed; the four-fifths rule asks for 0.8. */
  allowedRatio: number;
  sortBy: SortOrder;
  /** Whether the axis begins at zero or at the least rate. */
  fromZero: boolean;
  showBaseline: boolean;
  showLegend: boolean;
}

/**
 * Four fifths: Uniform Guidelines on Employee Selection Procedures (1978), section 4D. Ten points follow no rule: they
 * are a value to start from.
 */
export const DEFAULT_OPTIONS: DisparityOptions = {
  compareBy: 'difference',
  allowedDifference: 0.1,
  allowedRatio: 0.8,
  sortBy: 'value',
  fromZero: true,
  showBaseline: true,
  showLegend: true,
};
