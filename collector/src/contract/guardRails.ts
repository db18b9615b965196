import { type Static, Type } from '@sinclair/typebox';

/*
 * What a candidate may not do worse than the version that it would replace. A candidate passes where it is shown not to
 * be worse by more than was allowed, which is more than nothing speaking against it.
 */

export const NotWorseRail = Type.Object(
  {
    measure: Type.String({ description: 'id of a measure of performance or fairness' }),
    by: Type.Number({
      minimum: 0,
      description: "how much worse it may be, in the measure's own unit and in its worse direction",
    }),
    segment: Type.Optional(
      Type.String({
        description:
          'of performance: held in every group of this segment; of fairness: between its groups (every sensitive ' +
          'segment unless given)',
      }),
    ),
    confidence: Type.Optional(
      Type.Number({
        minimum: 0.5,
        exclusiveMaximum: 1,
        description: "one-sided; the guard rails' own unless given",
      }),
    ),
  },
  { additionalProperties: false },
);
export type NotWorseRail = Static<typeof NotWorseRail>;

export const GuardRailsSpec = Type.Object(
  {
    confidence: Type.Optional(Type.Number({ minimum: 0.5, exclusiveMaximum: 1, default: 0.95 })),
    notWorse: Type.Optional(
      Type.Array(NotWorseRail, {
        maxItems: 100,
        description: 'measures that must be shown not to be worse by more than this',
      }),
    ),
    agreement: Type.Optional(
      Type.Object(
        {
          atLeast: Type.Number({ minimum: 0, maximum: 1, description: 'share of rows with the same class' }),
        },
        { additionalProperties: false },
      ),
    ),
    latency: Type.Optional(
      Type.Object(
        {
          atMostTimes: Type.Optional(
            Type.Number({
              exclusiveMinimum: 0,
              description: 'time to score a row over that of the version compared with, in the same run',
            }),
          ),
          atMostMs: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'time to score a row' })),
        },
        { additionalProperties: false },
      ),
    ),
    cost: Type.Optional(
      Type.Object(
        {
          perCoreHour: Type.Number({
            exclusiveMinimum: 0,
            description: "price of a core for an hour, in the model's currency",
          }),
          atMostPerMillion: Type.Number({
            exclusiveMinimum: 0,
            description: 'of scoring a million rows at that price',
          }),
        },
        { additionalProperties: false },
      ),
    ),
    size: Type.Optional(
      Type.Object(
        { atMostBytes: Type.Integer({ minimum: 1, description: 'of the ONNX file' }) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false, description: 'what a candidate must hold to be promoted' },
);
export type GuardRailsSpec = Static<typeof GuardRailsSpec>;

export const DEFAULT_RAIL_CONFIDENCE = 0.95;
