import type { FeatureSpec, ModelSpec, TensorInput } from '../../contract';
import { type OnnxValue, showValue } from './description';
import { inputProblem, listInputs } from './matchInputs';

/**
 * Inputs of a version that declares none, where they can be told without guessing: an input is named like a feature,
 * or it is the only one that is not, is as wide as there are features left, and these are numbers in the model's order.
 * @throws ModelWatchError `model-inputs` where it would be a guess
 */
export function inferInputs(graph: readonly OnnxValue[], model: ModelSpec): TensorInput[] {
  const features = new Map(model.features.map((feature) => [feature.name, feature]));
  const isNamed = (value: OnnxValue): boolean => features.has(value.name) && widthOf(value) === 1;
  const others = graph.filter((value) => !isNamed(value));
  const left = model.features.filter(
    ({ name }) => !graph.some((value) => isNamed(value) && value.name === name),
  );
  const isWhole =
    others.length === 1 &&
    widthOf(others[0]!) === left.length &&
    left.every(({ type }) => type !== 'category');
  if (graph.length > 0 && (others.length === 0 || isWhole)) {
    return graph.map((value) =>
      isNamed(value)
        ? inferOne(value, features.get(value.name)!)
        : { name: value.name, tensor: declared(value), features: left.map(({ name }) => name) },
    );
  }
  throw inputProblem(
    `How features become the inputs ${listInputs(graph)} cannot be told from their names; declare \`inputs\` for this version.`,
    '$.inputs',
  );
}

/** A version declares its tensors with an open number of rows, also where the graph has not. */
const declared = (value: OnnxValue): string =>
  showValue({ ...value, shape: value.shape?.map((size, axis) => (axis === 0 ? null : size)) });

function inferOne(value: OnnxValue, feature: FeatureSpec): TensorInput {
  const input = { name: value.name, tensor: declared(value), feature: feature.name };
  // The encoders of the usual exporters write an empty string for a missing category.
  return value.elementType === 'string' ? { ...input, missing: '' } : input;
}

function widthOf(value: OnnxValue): number | null {
  if (value.kind !== 'tensor' || !value.shape || value.shape.length > 2 || value.shape.length === 0)
    return null;
  return value.shape.length === 1 ? 1 : (value.shape[1] ?? null);
}
