import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelSpec } from '../../collector/src/contract';

export const EMPLOYMENT_FOLDER = join(__dirname, '../../collector/demo/employment');

/** The model of the employment log, as it is registered in the demo. */
export function employmentSpec(): ModelSpec {
  const file = JSON.parse(readFileSync(join(EMPLOYMENT_FOLDER, 'model.json'), 'utf8')) as ModelSpec;
  return {
    model: 'employment',
    task: file.task,
    positiveClass: file.positiveClass,
    threshold: file.threshold,
    features: file.features,
    segments: [
      { name: 'sex', sensitive: true },
      { name: 'race', sensitive: true },
      { name: 'client' },
      { name: 'region' },
    ],
  };
}
