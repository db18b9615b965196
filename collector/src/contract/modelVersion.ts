import { type Static, Type } from '@sinclair/typebox';
import { LineageSpec } from './lineage';

/* A version of a model: its ONNX file, and how features become the file's tensors. */

const Missing = Type.Union([Type.Number(), Type.String(), Type.Record(Type.String(), Type.Number())], {
  description: 'what stands in the tensor for a missing value: one for all features, or one for each',
});

export const TensorInput = Type.Object(
  {
    name: Type.String({ description: "name of the graph's input" }),
    tensor: Type.String({
      pattern: '^(float32|float64|int32|int64|bool|string) \\[N(,\\s*\\d+)?\\]$',
      examples: ['float32 [N,14]', 'string [N,1]'],
    }),
    feature: Type.Optional(Type.String()),
    features: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    categories: Type.Optional(
      Type.String({
        pattern: '^index',
        description: '`index`: a category becomes its index in the levels of its feature',
      }),
    ),
    missing: Type.Optional(Missing),
    unseen: Type.Optional(
      Type.Union([Type.Number(), Type.Literal('as missing')], {
        description: 'what stands for a category that is no level',
      }),
    ),
  },
  { additionalProperties: false },
);
export type TensorInput = Static<typeof TensorInput>;

export const VersionSpec = Type.Object(
  {
    file: Type.Optional(
      Type.String({ description: 'path of the ONNX file, relative to the file that names it' }),
    ),
    kind: Type.Optional(Type.String({ description: 'what kind of model it is, for people' })),
    lineage: Type.Optional(LineageSpec),
    inputs: Type.Optional(Type.Array(TensorInput, { minItems: 1 })),
    outputs: Type.Optional(
      Type.Object(
        {
          label: Type.Optional(Type.String()),
          probabilities: Type.Optional(
            Type.String({ description: 'scores of all classes; ZipMap outputs are rewritten' }),
          ),
          value: Type.Optional(Type.String({ description: 'the single output of a regression' })),
          classes: Type.Optional(
            Type.Array(Type.String(), {
              minItems: 2,
              description:
                'classes in the order of the columns of `probabilities`; read from the file where it says',
            }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    like: Type.Optional(Type.String({ description: 'take inputs and outputs from this version' })),
    tolerance: Type.Optional(
      Type.Number({
        minimum: 0,
        description:
          'by how much a score may differ from the one in the baseline of this version, relative where that is above 1; ' +
          'unless given 1e-6, or half of the last decimal where the baseline has its scores rounded',
      }),
    ),
  },
  { additionalProperties: false },
);
export type VersionSpec = Static<typeof VersionSpec>;

/** What a version made of rows of a baseline, held against the scores that it was logged with there. */
export interface VersionCheck {
  /** Version whose baseline the rows are of. */
  baseline: string;
  /** Rows that were given to it. */
  rows: number;
  /** Those that it could not score, by reason. */
  failed: Record<string, number>;
  /** Those with a score of this very version in the baseline; 0 where that has none. */
  compared: number;
  differing: number;
  largestDifference: number | null;
  tolerance: number;
  /** The same in words. */
  told: string;
}

/** What a version's ONNX file turned out to be when it was registered. */
export interface VersionEntry {
  version: string;
  spec: VersionSpec;
  /** SHA-256 of the bytes as uploaded; null while no file was given. */
  digest: string | null;
  /** SHA-256 of the file that is run: differs where a ZipMap was rewritten. */
  runnableDigest: string | null;
  sizeBytes: number;
  /** What was done to make it runnable, in words; empty when nothing was. */
  rewritten: string[];
  /** Null where there was nothing to try it on; not there where it was registered before this was looked at. */
  check?: VersionCheck | null;
  registeredAt: number;
}
