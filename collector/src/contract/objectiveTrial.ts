import { type Static, Type } from '@sinclair/typebox';
import { ObjectiveSpec } from './objective';

/*
 * Objectives and thresholds before they are saved: what their alert rules would have done over the recorded past.
 */

const Thresholds = Type.Record(Type.String(), Type.Number(), {
  description: 'by measure id; else the default of the catalogue',
});

export const ObjectiveTrialRequest = Type.Object(
  {
    objectives: Type.Optional(
      Type.Array(ObjectiveSpec, { maxItems: 50, description: 'those of the model unless given' }),
    ),
    thresholds: Type.Optional(Thresholds),
    thresholdsOf: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 20,
        description: 'measures whose threshold is tried: the rules on them are asked too',
      }),
    ),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 30, default: 30 })),
    to: Type.Optional(Type.String({ description: 'end of the days (RFC 3339); now unless given' })),
  },
  { $id: 'ObjectiveTrialRequest', additionalProperties: false },
);
export type ObjectiveTrialRequest = Static<typeof ObjectiveTrialRequest>;

export const ObjectivesChange = Type.Object(
  {
    objectives: Type.Array(ObjectiveSpec, { maxItems: 50 }),
    thresholds: Type.Optional(Thresholds),
    updatedAt: Type.Integer({
      description: 'of the model as it was read: a change that somebody made since is not written over',
    }),
    text: Type.Optional(
      Type.String({ maxLength: 1000, description: 'why, for those who read of the change later' }),
    ),
  },
  { $id: 'ObjectivesChange', additionalProperties: false },
);
export type ObjectivesChange = Static<typeof ObjectivesChange>;

/** Once that a rule would have called somebody. */
export interface Announcement {
  at: number;
  /** When it would have resolved; null where it still fires at the end. */
  until: number | null;
  /** Of the series, as the feature; empty for a rule of one. */
  labels: Record<string, string>;
}

export interface TriedRule {
  name: string;
  title: string;
  severity: 'page' | 'ticket';
  /** In words: over which windows, and when it stops. */
  description: string;
  /** How often it was asked here: less often than the rule itself, so that a month is told in seconds. */
  everyMinutes: number;
  announcements: Announcement[];
  /** Share of the moments without a verdict: too few rows, or labels that had not arrived. */
  undecided: number;
  /** Why it could not be asked; null where it could. */
  problem: string | null;
}

/** A burn rate that has no rule, because it cannot happen, with the arithmetic. */
export interface UnreachableBurnRate {
  objective: string;
  long: string;
  factor: number;
  reason: string;
}

export interface ObjectiveTrial {
  model: string;
  /** What was tried: at most the days that were asked for, and no earlier than the first prediction. */
  from: number;
  to: number;
  pages: number;
  tickets: number;
  rules: TriedRule[];
  unreachable: UnreachableBurnRate[];
}
