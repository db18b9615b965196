import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelSpec } from '../../collector/src/contract';

/** Small logs of tasks other than two classes. */
export const taskFolder = (model: 'cards' | 'housing'): string => join(__dirname, '../fixtures', model);

export function taskSpec(model: 'cards' | 'housing'): ModelSpec {
  const file = JSON.parse(readFileSync(join(taskFolder(model), 'model.json'), 'utf8')) as ModelSpec;
  const { task, classes, features } = file;
  return { model, task, features, ...(classes && { classes }) };
}
