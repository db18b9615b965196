import { type MeasureDefinition } from '@modelwatch/collector/contract';
import { type ModelWatchQuery } from '../types';

/**
 * The query after another measure was chosen: what the new one cannot take is dropped, and a model is chosen where
 * there is only one to choose.
 */
export function changeMeasure(
  query: ModelWatchQuery,
  measure: MeasureDefinition,
  models: string[],
): ModelWatchQuery {
  const { features, groupBy, params, model, ...rest } = query;
  const taken = Object.entries(params ?? {}).filter(([name]) =>
    measure.parameters.some((parameter) => parameter.name === name),
  );
  const ofModel = measure.input !== 'collector';
  const chosen = model ?? (models.length === 1 ? models[0] : undefined);
  return {
    ...rest,
    measure: measure.id,
    shape: measure.shapes.includes(query.shape) ? query.shape : (measure.shapes[0] ?? 'snapshot'),
    ...(ofModel && chosen ? { model: chosen } : {}),
    ...(measure.perFeature && features ? { features } : {}),
    ...(measure.groupable && groupBy ? { groupBy } : {}),
    ...(taken.length > 0 ? { params: Object.fromEntries(taken) } : {}),
  };
}

/** The query with one parameter set, or left to its default. */
export function changeParameter(
  query: ModelWatchQuery,
  name: string,
  value: string | number | undefined,
): ModelWatchQuery {
  const { [name]: _, ...others } = query.params ?? {};
  return { ...query, params: value === undefined || value === '' ? others : { ...others, [name]: value } };
}
