import { badRequest, type FeatureSpec, type TensorInput } from '../../contract';

/** How one feature becomes numbers in the column of a tensor. */
export interface FeaturePlan {
  feature: string;
  /** Value for a missing one; null where the row cannot be scored then. */
  missing: number | null;
  /** Value for a category that is no level; null where the row cannot be scored then. */
  unseen: number | null;
  /** Number of each category; null where the text of a category is read as a number. */
  indices: Map<string, number> | null;
  /** Whether the tensor holds whole numbers only. */
  isWhole: boolean;
  missingReason: string;
  unseenReason: string;
}

const BOOLEAN_LEVELS = ['false', 'true'];

/**
 * Plans a feature of a numeric input. A missing value is NaN in a float tensor unless the input names another one; a
 * tensor of whole numbers has no such value, so its rows fail with a reason.
 */
export function planFeature(input: TensorInput, name: string, features: readonly FeatureSpec[]): FeaturePlan {
  const spec = features.find((feature) => feature.name === name);
  if (!spec) throw unplannable(input, `is fed by a feature ${name} that the model does not have`);
  const isFloat = input.tensor.startsWith('float');
  const missing = numberFor(input, name) ?? (isFloat ? NaN : null);
  return {
    feature: name,
    missing,
    unseen: input.unseen === 'as missing' ? missing : (input.unseen ?? null),
    indices: planIndices(input, spec),
    isWhole: !isFloat,
    missingReason: `${name} is missing, and the input ${input.name} names no value for that`,
    unseenReason:
      input.categories === undefined && spec.type === 'category'
        ? `${name} has a category that is no number, and the input ${input.name} names no \`categories\``
        : `${name} has a category that is none of its levels, and the input ${input.name} names no \`unseen\``,
  };
}

const unplannable = (input: TensorInput, what: string) =>
  badRequest('model-inputs', `The input ${input.name} ${what}; correct the version's inputs.`);

function numberFor({ missing, ...input }: TensorInput, name: string): number | undefined {
  if (typeof missing === 'string') throw unplannable(input, `holds numbers, and its \`missing\` is a text`);
  return typeof missing === 'object' ? (Object.hasOwn(missing, name) ? missing[name] : undefined) : missing;
}

function planIndices(input: TensorInput, spec: FeatureSpec): Map<string, number> | null {
  if (spec.type === 'number') return null;
  if (spec.type === 'boolean') return indexLevels(spec.levels ?? BOOLEAN_LEVELS);
  if (input.categories === undefined) return null;
  if (!spec.levels?.length) throw unplannable(input, `wants the index of ${spec.name}, which has no levels`);
  return indexLevels(spec.levels);
}

const indexLevels = (levels: readonly string[]): Map<string, number> =>
  new Map(levels.map((level, index) => [level, index]));
