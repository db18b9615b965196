import { type Static, Type } from '@sinclair/typebox';

/** What something is called where it is kept, and where that is. */
const Source = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 300 }),
    url: Type.Optional(Type.String({ pattern: '^https?://' })),
    version: Type.Optional(
      Type.String({ maxLength: 300, description: 'a digest, a tag or a date: which one it was' }),
    ),
  },
  { additionalProperties: false },
);
export type LineageSource = Static<typeof Source>;

/** Where a version comes from, as whoever registers it tells; nothing is computed from it. */
export const LineageSpec = Type.Object(
  {
    dataSet: Type.Optional(Source),
    trainingJob: Type.Optional(Source),
    featureViews: Type.Optional(Type.Array(Source, { maxItems: 100 })),
  },
  { additionalProperties: false, description: 'data set, training job and feature views that it comes from' },
);
export type LineageSpec = Static<typeof LineageSpec>;
