import { badRequest, type ModelSpec, type VersionSpec } from '../../contract';
import { type OnnxDescription, type OnnxValue, showValue } from './description';
import type { ZipMapRewrite } from './rewriteZipMap';

type Outputs = NonNullable<VersionSpec['outputs']>;

/**
 * The outputs of a version with names as they are in the rewritten graph, filled in where the spec is silent, and
 * the classes in the order of the columns of the probabilities.
 * @throws ModelWatchError `model-outputs`
 */
export function matchOutputs(
  declared: Outputs | undefined,
  description: OnnxDescription,
  replaced: ZipMapRewrite['replaced'],
  model: ModelSpec,
): Outputs {
  const outputs = describeRewritten(description, replaced);
  const rename = (name: string | undefined): string | undefined =>
    name === undefined ? undefined : Object.hasOwn(replaced, name) ? replaced[name]!.tensor : name;
  for (const [role, name] of Object.entries(declared ?? {})) {
    if (role === 'classes' || outputs.some((output) => output.name === rename(String(name)))) continue;
    throw outputProblem(
      `The graph has no output named ${String(name)}; it has ${listOutputs(outputs)}.`,
      `$.outputs.${role}`,
    );
  }
  if (model.task === 'regression') {
    const value = rename(declared?.value) ?? theOnly(outputs.filter(isFloat), outputs, 'value');
    return { value: requireFloat(value, outputs, 'value') };
  }
  const probabilities =
    rename(declared?.probabilities) ?? theOnly(outputs.filter(isFloat), outputs, 'probabilities');
  requireFloat(probabilities, outputs, 'probabilities');
  const label = rename(declared?.label) ?? outputs.find((output) => !isFloat(output))?.name;
  const classes = findClasses(declared, description, replaced, outputs, probabilities, model);
  return { ...(label === undefined ? {} : { label }), probabilities, ...(classes ? { classes } : {}) };
}

export const outputProblem = (message: string, path: string) => badRequest('model-outputs', message, path);

function describeRewritten(description: OnnxDescription, replaced: ZipMapRewrite['replaced']): OnnxValue[] {
  const kept = description.outputs.filter((output) => !Object.hasOwn(replaced, output.name));
  const added = Object.values(replaced)
    .filter(({ tensor }) => !kept.some((output) => output.name === tensor))
    .map(({ tensor, classes }): OnnxValue => {
      return { name: tensor, kind: 'tensor', elementType: 'float32', shape: [null, classes.length || null] };
    });
  const foreign = kept.find((output) => output.kind !== 'tensor');
  if (foreign) {
    throw outputProblem(
      `The output ${foreign.name} is a ${foreign.kind} and no tensor, and not of a ZipMap that could be taken off; export the model with tensor outputs.`,
      '$.outputs',
    );
  }
  return [...kept, ...added];
}

const isFloat = (output: OnnxValue): boolean =>
  output.elementType === 'float32' || output.elementType === 'float64';

const listOutputs = (outputs: readonly OnnxValue[]): string =>
  outputs.map((output) => `${output.name} (${showValue(output)})`).join(', ');

function theOnly(candidates: readonly OnnxValue[], all: readonly OnnxValue[], role: string): string {
  if (candidates.length === 1) return candidates[0]!.name;
  throw outputProblem(
    `Which output has the ${role} cannot be told: the graph has ${listOutputs(all)}. Name it in \`outputs.${role}\`.`,
    `$.outputs.${role}`,
  );
}

function requireFloat(name: string, outputs: readonly OnnxValue[], role: string): string {
  const output = outputs.find((one) => one.name === name)!;
  if (isFloat(output)) return name;
  throw outputProblem(
    `The output ${name} is ${showValue(output)}; the ${role} must be float32 or float64.`,
    `$.outputs.${role}`,
  );
}

/** Classes by column: declared, else from ZipMap or the classifier, else the model's own where their number fits. */
function findClasses(
  declared: Outputs | undefined,
  description: OnnxDescription,
  replaced: ZipMapRewrite['replaced'],
  outputs: readonly OnnxValue[],
  probabilities: string,
  model: ModelSpec,
): string[] | null {
  const columns = outputs.find((output) => output.name === probabilities)?.shape?.[1] ?? null;
  const ofZipMap = Object.values(replaced).find(({ tensor }) => tensor === probabilities)?.classes;
  const ofClassifiers = description.nodes.flatMap((node) => (node.classLabels ? [node.classLabels] : []));
  const ofClassifier = new Set(ofClassifiers.map(String)).size === 1 ? ofClassifiers[0] : undefined;
  const found = [declared?.classes, ofZipMap, ofClassifier, model.classes].find(
    (classes) => classes && classes.length > 1 && (columns === null || classes.length === columns),
  );
  if (found) return requireKnown(found, model);
  if (model.task === 'binary') return null;
  throw outputProblem(
    `Which class each of the ${columns ?? 'open number of'} columns of ${probabilities} stands for cannot be told; list them in \`outputs.classes\`, in order.`,
    '$.outputs.classes',
  );
}

function requireKnown(classes: string[], model: ModelSpec): string[] {
  const wanted = model.classes ?? (model.positiveClass === undefined ? [] : [String(model.positiveClass)]);
  const absent = wanted.find((name) => !classes.includes(name));
  if (absent === undefined) return classes;
  throw outputProblem(
    `The file scores the classes ${classes.join(', ')}, and the model ${model.model} has a class ${absent}; correct the model's classes or the version.`,
    '$.outputs.classes',
  );
}
