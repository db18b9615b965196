/** The window of the log that the tests look at: the day of the unit change. */
export const UNIT_CHANGE = { from: '2026-10-15T18:00:00Z', to: '2026-10-16T18:00:00Z' } as const;
