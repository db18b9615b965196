import type { FeatureSpec, ModelSpec, TensorInput } from '../../contract';
import { type OnnxValue, showValue } from './description';
import { inputProblem, listInputs } from './matchInputs';

/**
 * Inputs of a version that declares none, where they can be told without guessing: each input is named like a
 * feature, or the only input is as wide as the model has features and these are numbers, in the model's order.
 * @throws ModelWatchError `model-inputs` where it would be a guess
 */
export function inferInputs(graph: readonly OnnxValue[], model: ModelSpec): TensorInput[] {
  const features = new Map(model.features.map((feature) => [feature.name, feature]));
  if (graph.length > 0 && graph.every((value) => features.has(value.name) && widthOf(value) === 1)) {
    return graph.map((value) => inferOne(value, features.get(value.name)!));
  }
  const only = graph.length === 1 ? graph[0] : undefined;
  if (
    only &&
    widthOf(only) === features.size &&
    model.features.every((feature) => feature.type !== 'category')
  ) {
    return [{ name: only.name, tensor: showValue(only), features: [...features.keys()] }];
  }
  throw inputProblem(
    `How features become the inputs ${listInputs(graph)} cannot be told from their names; declare \`inputs\` for this version.`,
    '$.inputs',
  );
}

function inferOne(value: OnnxValue, feature: FeatureSpec): TensorInput {
  const input = { name: value.name, tensor: showValue(value), feature: feature.name };
  // The encoders of the usual exporters write an empty string for a missing category.
  return value.elementType === 'string' ? { ...input, missing: '' } : input;
}

function widthOf(value: OnnxValue): number | null {
  if (value.kind !== 'tensor' || !value.shape || value.shape.length > 2 || value.shape.length === 0)
    return null;
  return value.shape.length === 1 ? 1 : (value.shape[1] ?? null);
}
