import { type Static, Type } from '@sinclair/typebox';

/**
 * What can be drawn across the panels of a dashboard: what was done to models, what investigations found, and the time
 * from which labels are still to come.
 */
export const ANNOTATION_KINDS = ['changes', 'incidents', 'maturity'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

const Milliseconds = (description: string) =>
  Type.Integer({ description: `milliseconds since 1970; ${description}` });

export const AnnotationRequest = Type.Object(
  {
    show: Type.Array(Type.Union(ANNOTATION_KINDS.map((kind) => Type.Literal(kind))), { minItems: 1 }),
    model: Type.Optional(Type.String({ description: 'only of this model; `maturity` needs one' })),
    range: Type.Object({ from: Milliseconds('inclusive'), to: Milliseconds('exclusive') }),
    refId: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { $id: 'AnnotationRequest', additionalProperties: false },
);
export type AnnotationRequest = Static<typeof AnnotationRequest>;

/** Names of the fields of the answer, which are those that Grafana makes annotations of: one row an annotation. */
export const ANNOTATION_FIELDS = {
  time: 'time',
  /** Null where it is a moment. */
  timeEnd: 'timeEnd',
  title: 'title',
  text: 'text',
  /** Several are separated by commas. */
  tags: 'tags',
} as const;

export interface Annotation {
  /** Milliseconds since 1970. */
  time: number;
  timeEnd: number | null;
  title: string;
  text: string;
  tags: string[];
}
