import { type Static, Type } from '@sinclair/typebox';

/** Series: one value a step of `window`. Snapshot: one value over the range. The others are tables of one frame. */
export const Shape = Type.Union([
  Type.Literal('series'),
  Type.Literal('snapshot'),
  Type.Literal('distribution'),
  Type.Literal('table'),
]);
export type Shape = Static<typeof Shape>;

export const Filter = Type.Object(
  {
    key: Type.String({ description: 'version, environment, deployment, entity or the name of a segment' }),
    operator: Type.Union([Type.Literal('='), Type.Literal('!=')]),
    values: Type.Array(Type.String(), { minItems: 1, maxItems: 1000 }),
  },
  { additionalProperties: false },
);
export type Filter = Static<typeof Filter>;

export const ParameterValue = Type.Union([Type.Number(), Type.String()]);

export const Query = Type.Object(
  {
    measure: Type.String({ description: 'id of a measure of the catalogue, for example drift.psi' }),
    model: Type.Optional(
      Type.String({ description: 'required by every measure but those of the collector itself' }),
    ),
    version: Type.Optional(Type.String({ description: 'only predictions of this version' })),
    baseline: Type.Optional(
      Type.String({
        description:
          'what is compared with: the version whose baseline it is, `training` for the one of the production version ' +
          '(also where nothing is given), `previous` for the window of equal length just before, `sameHours(4)` for the ' +
          'same hours (UTC) of so many weeks before',
      }),
    ),
    features: Type.Optional(
      Type.Array(Type.String(), {
        description: 'names of features, and @score; every feature unless given',
        maxItems: 2001,
      }),
    ),
    groupBy: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 3,
        description: 'version, environment, deployment or names of segments',
      }),
    ),
    filters: Type.Optional(Type.Array(Filter, { maxItems: 50 })),
    window: Type.Optional(
      Type.String({
        description:
          'step of a series as a duration (5m, 1h, 1d), chosen from the range unless given; of a distribution: a ' +
          'distribution for each step instead of one over the range',
      }),
    ),
    asOf: Type.Optional(
      Type.String({
        description:
          'labels that arrived later are not seen (RFC 3339); now unless given; `final` for every label',
      }),
    ),
    exact: Type.Optional(
      Type.Boolean({
        description:
          'values that would be told within a bound are computed from rows, which takes a time that grows with them',
      }),
    ),
    shape: Shape,
    as: Type.Optional(
      Type.Union([Type.Literal('value'), Type.Literal('breach')], {
        default: 'value',
        description: '`breach`: 1 breach, 0 ok, null where there is no verdict',
      }),
    ),
    params: Type.Optional(Type.Record(Type.String(), ParameterValue)),
  },
  { $id: 'Query', additionalProperties: false },
);
export type Query = Static<typeof Query>;

export const QueryRequest = Type.Object(
  {
    query: Query,
    range: Type.Object({
      from: Type.Union([Type.Integer(), Type.String()], {
        description: 'milliseconds since 1970 or RFC 3339; inclusive',
      }),
      to: Type.Union([Type.Integer(), Type.String()], {
        description: 'milliseconds since 1970 or RFC 3339; exclusive',
      }),
    }),
    refId: Type.Optional(Type.String({ maxLength: 100 })),
    maxDataPoints: Type.Optional(Type.Integer({ minimum: 1 })),
    intervalMs: Type.Optional(Type.Number({ minimum: 1 })),
    fromAlert: Type.Optional(
      Type.Boolean({
        description:
          'asked by an alert rule: values without a verdict are null, every known label set is answered',
      }),
    ),
  },
  { $id: 'QueryRequest', additionalProperties: false },
);
export type QueryRequest = Static<typeof QueryRequest>;

/** Verdicts are four; the last two never read as ok. */
export const VERDICTS = ['ok', 'breach', 'insufficient', 'immature'] as const;
export type Verdict = (typeof VERDICTS)[number];
