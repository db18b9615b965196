/** Costs of requests, and the part of what was booked for their days that falls on them. */
export interface Spending {
  requests: number;
  rows: number;
  /** Sum of the costs that requests carry, and how many do. */
  measured: number;
  costed: number;
  infrastructure: number;
  storage: number;
  /** Spread over the days that a retraining is for. */
  retraining: number;
  /** Currencies of costs that cannot be added: other than the model's. */
  foreign: string[];
}

/** Costs of the days of a calendar month up to a moment, oldest first; the last day is as long as it has been. */
export interface BudgetSpending {
  budget: number | null;
  /** How much was spent on each day, and the share of that day that has passed. */
  days: { spent: number; passed: number }[];
  daysInMonth: number;
  rows: number;
  foreign: string[];
}

export const foreignReason = (foreign: readonly string[]): string =>
  `costs in another currency (${[...foreign].sort().join(', ')})`;
