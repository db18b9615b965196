import { badRequest, type ModelSpec, type TensorInput } from '../../contract';
import { type OnnxValue, showValue } from './description';
import { featuresOf, parseTensorType } from '../encode';

/**
 * Holds the inputs that a version declares against those that its graph has.
 * @throws ModelWatchError `model-inputs` with the path of the input in the version's spec
 */
export function matchInputs(
  inputs: readonly TensorInput[],
  graph: readonly OnnxValue[],
  model: ModelSpec,
): void {
  const byName = new Map(graph.map((value) => [value.name, value]));
  const declared = new Set<string>();
  inputs.forEach((input, index) => {
    const path = `$.inputs[${index}]`;
    const value = byName.get(input.name);
    if (!value)
      throw inputProblem(`The graph has no input named ${input.name}; it has ${listInputs(graph)}.`, path);
    if (declared.has(input.name))
      throw inputProblem(`The input ${input.name} is declared twice; keep one.`, path);
    declared.add(input.name);
    matchType(input, value, path);
    matchFeatures(input, model, path);
  });
  matchRows(graph);
  const undeclared = graph.find((value) => !declared.has(value.name));
  if (undeclared) {
    throw inputProblem(
      `The graph wants an input ${undeclared.name} (${showValue(undeclared)}) that the version does not declare; add it to \`inputs\`.`,
      '$.inputs',
    );
  }
}

export const inputProblem = (message: string, path: string) => badRequest('model-inputs', message, path);

export const listInputs = (graph: readonly OnnxValue[]): string =>
  graph.map((value) => `${value.name} (${showValue(value)})`).join(', ') || 'none';

function matchType(input: TensorInput, value: OnnxValue, path: string): void {
  const type = parseTensorType(input);
  if (value.kind !== 'tensor' || value.elementType !== type.elementType) {
    throw inputProblem(
      `The input ${input.name} is declared as ${input.tensor} and is ${showValue(value)} in the graph; declare what the graph has.`,
      `${path}.tensor`,
    );
  }
  const { shape } = value;
  if (!shape) return;
  const columns = shape.length > 1 ? shape[1] : 1;
  if (shape.length !== type.axes || (columns !== null && columns !== type.columns)) {
    throw inputProblem(
      `The input ${input.name} is declared as ${input.tensor} and is ${showValue(value)} in the graph; declare as many columns as the graph has.`,
      `${path}.tensor`,
    );
  }
}

/** Rows that the graph takes at a time: the last call is filled up to them. */
function matchRows(graph: readonly OnnxValue[]): void {
  const rows = new Set(graph.map(({ shape }) => shape?.[0] ?? null));
  const [some] = rows;
  if (rows.size <= 1 && (some ?? 1) <= MOST_FIXED_ROWS) return;
  throw inputProblem(
    `The inputs ${listInputs(graph)} must all take as many rows at a time, at most ${MOST_FIXED_ROWS}; export the model with an open first dimension.`,
    '$.inputs',
  );
}

const MOST_FIXED_ROWS = 8192;

function matchFeatures(input: TensorInput, model: ModelSpec, path: string): void {
  const features = featuresOf(input);
  const { columns } = parseTensorType(input);
  if (features.length !== columns) {
    throw inputProblem(
      `The input ${input.name} has ${columns} columns and names ${features.length} features; name one per column in \`feature\` or \`features\`.`,
      path,
    );
  }
  const known = new Map(model.features.map((feature) => [feature.name, feature]));
  for (const name of features) {
    const feature = known.get(name);
    if (!feature) {
      throw inputProblem(
        `The input ${input.name} is fed by a feature ${name} that the model ${model.model} does not have; register it or correct the name.`,
        path,
      );
    }
    if (input.categories !== undefined && feature.type === 'category' && !feature.levels?.length) {
      throw inputProblem(
        `The input ${input.name} wants the index of ${name} in its levels, and the feature has no levels; list them in the model's features in the order of training.`,
        path,
      );
    }
  }
}
