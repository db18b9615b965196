import type { ModelSchema, ModelSpec } from '../contract';

/** By name, so that the order in a file does not make a new layout. */
const signature = (schema: Pick<ModelSchema, 'features' | 'segments'>): string =>
  JSON.stringify([
    schema.features.map(({ name, type }) => [name, type]).sort((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    [...schema.segments].sort(),
  ]);

/**
 * The layouts of a model after its spec has changed: the same ones when features, types and segments are those of
 * the last, else one more. Old layouts are never changed, because rows are stored by them.
 */
export function growSchemas(schemas: readonly ModelSchema[], spec: ModelSpec): ModelSchema[] {
  const next: ModelSchema = {
    model: spec.model,
    version: schemas.length + 1,
    features: spec.features.map(({ name, type }) => ({ name, type })),
    segments: (spec.segments ?? []).map((segment) => segment.name),
  };
  const last = schemas.at(-1);
  return last && signature(last) === signature(next) ? [...schemas] : [...schemas, next];
}
