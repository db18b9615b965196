import { Resources } from '../resources';
import { type ModelWatchVariableQuery } from '../types';
import { listValues } from './listValues';

const ENTRY = {
  spec: { model: 'employment' },
  schema: { features: [{ name: 'AGEP' }], segments: ['sex'] },
  versions: { v1: {}, v2: {} },
};
const ANSWERS: Record<string, unknown> = {
  models: { models: [ENTRY] },
  'models/employment': ENTRY,
  'models/employment/dimensions/sex': { values: ['1', '2'] },
};
const resources = new Resources(async (path) => ANSWERS[path]);

test.each<[Partial<ModelWatchVariableQuery>, string[]]>([
  [{ list: 'models' }, ['employment']],
  [{ list: 'versions', model: 'employment' }, ['v1', 'v2']],
  [{ list: 'features', model: 'employment' }, ['AGEP', '@score']],
  [{ list: 'segments', model: 'employment' }, ['version', 'environment', 'deployment', 'sex']],
  [{ list: 'values', model: 'employment', dimension: 'sex' }, ['1', '2']],
  [{ list: 'values', model: 'employment' }, []],
  [{ list: 'features' }, []],
])('%j lists %j', async (query, expected) => {
  expect(await listValues(resources, { refId: 'A', list: 'models', ...query })).toEqual(expected);
});
