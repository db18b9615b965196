import { badRequest, type MeasureDefinition, type ModelEntry, SCORE_COLUMN } from '../../contract';
import { hintOf } from './nearestNames';

/** The features that a measure is computed for: those asked for, else every one that it is defined for. */
export function checkFeatures(
  definition: MeasureDefinition,
  model: ModelEntry,
  asked: string[] | undefined,
): string[] {
  if (!definition.perFeature) {
    if (!asked?.length) return [];
    throw badRequest(
      'features-not-expected',
      `$.query.features: ${definition.id} is one number for the model, not one per feature; leave them out.`,
      '$.query.features',
    );
  }
  const types = new Map<string, string>(model.schema.features.map(({ name, type }) => [name, type]));
  types.set(SCORE_COLUMN, 'number');
  const fits = (type: string) =>
    !definition.featureTypes || (definition.featureTypes as readonly string[]).includes(type);
  if (!asked?.length) {
    return model.schema.features.filter(({ type }) => fits(type)).map(({ name }) => name);
  }
  asked.forEach((name, index) => {
    const path = `$.query.features[${index}]`;
    const type = types.get(name);
    if (type === undefined) {
      throw badRequest(
        'unknown-feature',
        `${path}: ${model.spec.model} has no feature ${name}. ${hintOf(name, [...types.keys()])}`,
        path,
      );
    }
    if (!fits(type)) {
      throw badRequest(
        'feature-does-not-fit',
        `${path}: ${definition.id} is defined for features of type ${definition.featureTypes!.join(' or ')}; ` +
          `${name} is of type ${type}.`,
        path,
      );
    }
  });
  return [...new Set(asked)];
}
