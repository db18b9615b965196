import { type Static, Type } from '@sinclair/typebox';
import { Filter } from './query';

/** Which logged rows become the baseline of a version: a new normal that is accepted. */
export const BaselineWindow = Type.Object(
  {
    from: Type.String({ description: 'RFC 3339; inclusive' }),
    to: Type.String({ description: 'RFC 3339; exclusive' }),
    filters: Type.Optional(
      Type.Array(Filter, {
        maxItems: 50,
        description: 'rows that the version itself answered, unless a filter names versions',
      }),
    ),
    text: Type.Optional(
      Type.String({ maxLength: 1000, description: 'why, for those who read of the change later' }),
    ),
  },
  { $id: 'BaselineWindow', additionalProperties: false },
);
export type BaselineWindow = Static<typeof BaselineWindow>;
