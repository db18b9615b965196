/* Which rule must speak of which incident of the demo log, and how soon: docs/alerts.md has what was measured. */

export interface Expectation {
  /** As in test/incidents/employment.json. */
  incident: string;
  uid: string;
  /** Of the alert. */
  feature?: string;
  withinMinutes: number;
}

export const EXPECTATIONS: readonly Expectation[] = [
  { incident: 'server errors', uid: 'mw-employment-error-burst', withinMinutes: 30 },
  {
    incident: 'a feature missing for hours',
    uid: 'mw-employment-missing-values',
    feature: 'SCHL',
    withinMinutes: 60,
  },
  { incident: 'a slow canary', uid: 'mw-employment-canary-latency', withinMinutes: 120 },
  {
    incident: 'months for years from mobile clients',
    uid: 'mw-employment-out-of-range-values',
    feature: 'AGEP',
    withinMinutes: 180,
  },
  {
    incident: 'a renamed category',
    uid: 'mw-employment-unseen-categories',
    feature: 'MIG',
    withinMinutes: 60,
  },
];
