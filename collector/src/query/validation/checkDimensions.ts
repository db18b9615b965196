import { badRequest, type Filter, type ModelEntry } from '../../contract';
import type { Store } from '../../store';
import { MAXIMUM_DIMENSION_VALUES } from '../limits';
import { hintOf } from './nearestNames';

const DIMENSIONS = ['version', 'environment', 'deployment'];

const segmentsOf = (model: ModelEntry): string[] => [
  ...new Set(model.schemas.flatMap(({ segments }) => segments)),
];

/** Refuses a dimension that the model does not have. */
export function checkGroupBy(model: ModelEntry, groupBy: string[], compared: string[] = []): void {
  const known = [...DIMENSIONS, ...segmentsOf(model)];
  groupBy.forEach((name, index) => {
    const path = `$.query.groupBy[${index}]`;
    if (!known.includes(name)) {
      throw badRequest(
        'unknown-segment',
        `${path}: ${model.spec.model} cannot be grouped by ${name}. ${hintOf(name, known)}`,
        path,
      );
    }
    if (compared.includes(name)) {
      throw badRequest(
        'group-compared',
        `${path}: the values of ${name} are what this measure compares; group by something else.`,
        path,
      );
    }
    if (groupBy.indexOf(name) !== index)
      throw badRequest('group-twice', `${path}: ${name} is there twice.`, path);
  });
}

export function checkFilters(model: ModelEntry, filters: Filter[]): void {
  const known = [...DIMENSIONS, 'entity', ...segmentsOf(model)];
  filters.forEach(({ key }, index) => {
    if (known.includes(key)) return;
    const path = `$.query.filters[${index}].key`;
    throw badRequest(
      'unknown-segment',
      `${path}: ${model.spec.model} cannot be filtered by ${key}. ${hintOf(key, known)}`,
      path,
    );
  });
}

/** Refuses a version that is neither registered nor ever seen: its answer would be empty for ever. */
export async function checkVersion(store: Store, model: ModelEntry, version: string): Promise<void> {
  const registered = [
    ...new Set([...Object.keys(model.versions), ...Object.keys(model.spec.versions ?? {})]),
  ];
  if (registered.includes(version)) return;
  const seen = await store.dimensionValues(model.spec.model, 'version', MAXIMUM_DIMENSION_VALUES);
  if (seen.includes(version)) return;
  throw badRequest(
    'unknown-version',
    `$.query.version: ${model.spec.model} has no version ${version}. ` +
      hintOf(version, [...new Set([...registered, ...seen])]),
    '$.query.version',
  );
}
