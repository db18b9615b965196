import { badRequest, type MeasureDefinition, type ModelSpec, type Query } from '../../contract';
import type { Parameters } from '../../measures';
import { hintOf } from './nearestNames';

/** Every measure takes it: where breach begins, for this query alone. */
const THRESHOLD = 'threshold';

/** The parameters of a query with the catalogue's defaults. @throws ModelWatchError for an unknown or unfit one */
export function checkParameters(
  definition: MeasureDefinition,
  params: Query['params'] = {},
  model: ModelSpec | null,
): Parameters {
  const known = [...definition.parameters.map(({ name }) => name), THRESHOLD];
  for (const name of Object.keys(params)) {
    if (!known.includes(name)) {
      const path = `$.query.params.${name}`;
      throw badRequest(
        'unknown-parameter',
        `${path}: ${definition.id} has no such parameter. ${hintOf(name, known)}`,
        path,
      );
    }
  }
  const resolved: Record<string, number | string> = {};
  if (params[THRESHOLD] !== undefined) resolved[THRESHOLD] = numberOf(THRESHOLD, params[THRESHOLD], {});
  for (const parameter of definition.parameters) {
    const { name, type, options = [], min, max } = parameter;
    const path = `$.query.params.${name}`;
    const given = params[name] ?? parameter.default;
    if (parameter.optional && (given === undefined || given === '')) continue;
    if (type === 'segment') {
      resolved[name] = segmentOf(path, given, definition, model);
    } else if (type === 'text') {
      resolved[name] = textOf(path, given);
    } else if (type === 'choice') {
      if (typeof given !== 'string' || !options.includes(given)) {
        throw badRequest(
          'parameter-invalid',
          `${path} must be one of ${options.join(', ')}; it is ${String(given)}.`,
          path,
        );
      }
      resolved[name] = given;
    } else if (given !== undefined) {
      resolved[name] = numberOf(name, given, { min, max });
    }
  }
  refuseCrossedWithItself(resolved);
  return resolved;
}

function refuseCrossedWithItself({ segment, crossedWith }: Parameters): void {
  if (crossedWith === undefined || crossedWith !== segment) return;
  const path = '$.query.params.crossedWith';
  throw badRequest('segment-twice', `${path}: ${segment} cannot be crossed with itself.`, path);
}

/** A name that is a number, such as an outcome `30`, comes as one from editors that read numbers. */
function textOf(path: string, given: number | string | undefined): string {
  if (given !== undefined && String(given).trim() !== '') return String(given);
  throw badRequest('parameter-missing', `${path} is missing: it must be a name.`, path);
}

function numberOf(
  name: string,
  given: number | string,
  { min, max }: { min?: number; max?: number },
): number {
  const path = `$.query.params.${name}`;
  // Grafana's editors and template variables send numbers as text.
  const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw badRequest('parameter-invalid', `${path} must be a number; it is ${String(given)}.`, path);
  }
  if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
    const bounds = max === undefined ? `at least ${min}` : `between ${min} and ${max}`;
    throw badRequest('parameter-invalid', `${path} must be ${bounds}; it is ${value}.`, path);
  }
  return value;
}

function segmentOf(
  path: string,
  given: number | string | undefined,
  definition: MeasureDefinition,
  model: ModelSpec | null,
): string {
  const segments = (model?.segments ?? []).map(({ name }) => name);
  if (given === undefined) {
    throw badRequest(
      'parameter-missing',
      `${path} is missing: ${definition.id} compares the values of a segment. ${hintOf('', segments)}`,
      path,
    );
  }
  if (!segments.includes(String(given))) {
    throw badRequest(
      'unknown-segment',
      `${path}: ${model?.model} has no segment ${String(given)}. ${hintOf(String(given), segments)}`,
      path,
    );
  }
  return String(given);
}
