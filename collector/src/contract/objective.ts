import { type Static, Type } from '@sinclair/typebox';

export const BurnRateSpec = Type.Object(
  {
    long: Type.String({ description: 'duration of the window that makes it significant, for example 1h' }),
    short: Type.String({ description: 'duration of the window that ends it, for example 5m' }),
    factor: Type.Number({ exclusiveMinimum: 0, description: 'times faster than the objective allows' }),
  },
  { additionalProperties: false },
);
export type BurnRateSpec = Static<typeof BurnRateSpec>;

export const ObjectiveSpec = Type.Object(
  {
    measure: Type.String({ description: 'id of a measure of the catalogue' }),
    title: Type.Optional(Type.String()),
    /** At least or at most, as the catalogue's better direction says. */
    target: Type.Number(),
    window: Type.String({ description: 'duration, for example 24h', default: '24h' }),
    params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()]))),
    burnRates: Type.Optional(
      Type.Array(BurnRateSpec, {
        minItems: 1,
        maxItems: 10,
        description:
          'of an objective of availability, errors or latency; the first is what a query takes unless told',
      }),
    ),
  },
  { additionalProperties: false },
);
export type ObjectiveSpec = Static<typeof ObjectiveSpec>;
