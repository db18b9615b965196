import { type Static, Type } from '@sinclair/typebox';

/* What a model file says of what comes after a prediction: labels, outcomes and costs. */

export const LabelsSpec = Type.Object(
  {
    expectedShare: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description:
          'share of the predictions that ever get a label; estimated from earlier ones unless given',
      }),
    ),
    absenceAfter: Type.Optional(
      Type.String({
        description:
          'duration after which a prediction without a label counts as a negative, for example 45d: for fraud, churn and ' +
          'whatever else is only reported when it happens',
      }),
    ),
    absentLabel: Type.Optional(
      Type.String({
        description: 'what absence then means; the class that is not positive unless given',
      }),
    ),
  },
  { additionalProperties: false },
);
export type LabelsSpec = Static<typeof LabelsSpec>;

export const OutcomeSpec = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    title: Type.Optional(Type.String()),
    window: Type.String({
      description:
        'attribution window: an outcome counts up to so long after its prediction, for example 24h',
    }),
  },
  { additionalProperties: false },
);
export type OutcomeSpec = Static<typeof OutcomeSpec>;

export const CostsSpec = Type.Object(
  {
    monthlyBudget: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: "of a calendar month (UTC), in the model's currency" }),
    ),
    retrainingDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 3660,
        default: 1,
        description: 'days over which the cost of a retraining is spread, from the day it was booked on',
      }),
    ),
  },
  { additionalProperties: false },
);
export type CostsSpec = Static<typeof CostsSpec>;
