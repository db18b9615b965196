import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ModelWatchError, parseTime, type Repair } from '../contract';

/** The incident that the demo tells of: when it was, and the repair that replay tries. Its results are all computed. */
export interface DemoStory {
  from: number;
  to: number;
  repair: Repair;
}

interface Truth {
  unitChange: { feature: string; repair: string; where: Record<string, string>; from: string; to: string };
}

const FILES = ['changes.ndjson', 'costs.ndjson'];
const PACKED_FILES = ['predictions', 'features', 'outcomes', 'labels'].map((kind) => `${kind}.ndjson.gz`);

/** The folder of the log: beside the built program, or beside the sources under test. */
export function findDemoFolder(): string {
  const candidates = ['../demo/employment', '../../demo/employment'].map((path) => resolve(__dirname, path));
  const found = candidates.find((path) => existsSync(join(path, 'modelwatch.yaml')));
  if (found) return found;
  throw new ModelWatchError({
    code: 'demo-files',
    message: `The log of the demo is not at ${candidates[0]}; install the collector with its demo folder.`,
    status: 500,
  });
}

export const demoLogFiles = (folder: string): string[] =>
  [...FILES, ...PACKED_FILES].map((name) => join(folder, name));

export async function readStory(folder: string): Promise<DemoStory> {
  const { unitChange } = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8')) as Truth;
  const where = Object.entries(unitChange.where).map(([key, value]) => ({
    key,
    operator: '=' as const,
    values: [value],
  }));
  return {
    from: parseTime(unitChange.from),
    to: parseTime(unitChange.to),
    repair: { feature: unitChange.feature, expression: unitChange.repair, where },
  };
}
