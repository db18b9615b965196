import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ModelEntry, ModelSpec } from '../../../collector/src/contract';

/** The model of the employment log, as a registry would hold it. */
export function benchModel(): ModelEntry {
  const names = [
    'AGEP',
    'SCHL',
    'MAR',
    'RELP',
    'DIS',
    'ESP',
    'CIT',
    'MIG',
    'MIL',
    'ANC',
    'NATIVITY',
    'DEAR',
    'DEYE',
    'DREM',
  ];
  const spec: ModelSpec = {
    model: 'employment',
    task: 'binary',
    positiveClass: 1,
    features: names.map((name) => ({
      name,
      type: name === 'AGEP' ? ('number' as const) : ('category' as const),
    })),
    segments: ['sex', 'race', 'client', 'region'].map((name) => ({ name })),
  };
  const schema = {
    model: spec.model,
    version: 1,
    features: spec.features.map(({ name, type }) => ({ name, type })),
    segments: spec.segments!.map(({ name }) => name),
  };
  return { spec, schema, schemas: [schema], versions: {}, baselines: {}, updatedAt: 0 };
}

const readLogs = new Map<string, string[]>();
function readLines(file: string): string[] {
  const known = readLogs.get(file);
  if (known) return known;
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  readLogs.set(file, lines);
  return lines;
}

/** Bodies of a request each, of events of the employment log (574 bytes on average) under ids of their own. */
export function makeBodies(logFile: string, events: number, batch: number, start = 0): Buffer<ArrayBuffer>[] {
  const lines = readLines(logFile);
  const bodies: Buffer<ArrayBuffer>[] = [];
  for (let first = start; first < start + events; first += batch) {
    const some: string[] = [];
    for (let i = first; i < Math.min(first + batch, start + events); i++) {
      const id = String(i).padStart(7, '0');
      some.push(
        lines[i % lines.length]!.replace(
          /"id":"emp-(\d+)-\d+"/,
          (_, day: string) => `"id":"ben-${day}-${id}"`,
        ),
      );
    }
    bodies.push(Buffer.from(`[${some.join(',')}]`));
  }
  return bodies;
}
