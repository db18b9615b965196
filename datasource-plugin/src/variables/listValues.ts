import { type Resources, dimensionsOf, featuresOf, versionsOf } from '../resources';
import { type ModelWatchVariableQuery } from '../types';

/** Whether enough is chosen to list something. */
export function isListable({ list, model, dimension }: ModelWatchVariableQuery): boolean {
  if (list === 'models') return true;
  return Boolean(model) && (list !== 'values' || Boolean(dimension));
}

/** What a variable offers; nothing while it is half made. */
export async function listValues(resources: Resources, query: ModelWatchVariableQuery): Promise<string[]> {
  const { list, model = '', dimension = '' } = query;
  if (!isListable(query)) return [];
  switch (list) {
    case 'models':
      return (await resources.models()).map((entry) => entry.spec.model);
    case 'versions':
      return versionsOf(await resources.model(model));
    case 'features':
      return featuresOf(await resources.model(model));
    case 'segments':
      return dimensionsOf(await resources.model(model));
    case 'values':
      return resources.dimensionValues(model, dimension);
  }
}
