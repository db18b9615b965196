/** Names of the fields of the label-arrival triangle: one row a prediction day and age. */
export const ARRIVAL_FIELDS = {
  day: 'day',
  age: 'age',
  served: 'served',
  arrived: 'arrived',
  coverage: 'coverage',
} as const;
