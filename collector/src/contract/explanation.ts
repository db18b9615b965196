import { type Static, Type } from '@sinclair/typebox';
import { Filter } from './query';

export const ExplanationRequest = Type.Object(
  {
    model: Type.String(),
    version: Type.Optional(
      Type.String({ description: 'whose scores are explained; the production version unless given' }),
    ),
    from: Type.String({ description: 'RFC 3339, inclusive' }),
    to: Type.String({ description: 'RFC 3339, exclusive' }),
    filters: Type.Optional(Type.Array(Filter)),
    ids: Type.Optional(
      Type.Array(Type.String(), { minItems: 1, maxItems: 1000, description: 'only these predictions' }),
    ),
    rows: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1000,
        description: 'else so many, drawn by chance; 10 unless given',
      }),
    ),
    background: Type.Optional(
      Type.Object(
        {
          baseline: Type.Optional(
            Type.String({
              description: "version whose baseline it is; the explained version's own unless given",
            }),
          ),
          rows: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: '20 unless given' })),
          draw: Type.Optional(
            Type.Union([Type.Literal('chance'), Type.Literal('first')], {
              description: 'rows drawn by chance with the seed (unless given), or the first of the file',
            }),
          ),
        },
        {
          additionalProperties: false,
          description: 'rows of a baseline that stand for a feature that is not known',
        },
      ),
    ),
    permutations: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 100_000,
        description:
          'of rows that differ from the background in more than 14 features: orders of the features that are tried, each ' +
          'forwards and backwards; 200 unless given',
      }),
    ),
    seed: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 2_147_483_647,
        description: 'the same one draws the same; 0 unless given',
      }),
    ),
  },
  {
    $id: 'ExplanationRequest',
    additionalProperties: false,
    description: 'Which predictions are to be explained, by Shapley values of their features.',
  },
);
export type ExplanationRequest = Static<typeof ExplanationRequest>;

export interface ExplainedFeature {
  feature: string;
  /** As served; null is missing. */
  value: number | string | null;
  /** What it moved the score by, from the mean over the background. */
  attribution: number;
  /** 0 where it is exact. */
  standardError: number;
  /** As logged with the prediction; null where it came without. */
  logged: number | null;
}

export interface ExplainedRow {
  id: string;
  /** Milliseconds since 1970. */
  ts: number;
  servedBy: string;
  /** Mean score over the background, and the score of the row: the attributions add up to the difference. */
  base: number;
  score: number;
  method: 'exact' | 'sampled';
  /** By falling size. */
  features: ExplainedFeature[];
}

export interface Explanation {
  id: string;
  request: ExplanationRequest;
  version: string;
  createdAt: number;
  background: { baseline: string; rows: number };
  /** Rows that the version scored for it. */
  evaluations: number;
  rows: ExplainedRow[];
}

/** Features up to which every coalition is tried. */
export const EXACT_SHAPLEY_FEATURES = 14;
