import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  LabelEvent,
  ModelSpec,
  PredictionEvent,
  StoredRecord,
  VersionSpec,
} from '../../../collector/src/contract';
import type { Store } from '../../../collector/src/store';
import { readNdjson } from '../../support/ndjson';
import { labelRecord, predictionRecord } from '../../support/records';

const ROWS_AN_APPLY = 20_000;

/** The answered predictions of the employment log with their labels, over and over, a millisecond apart. */
export async function fillStore(
  store: Pick<Store, 'apply'>,
  spec: ModelSpec,
  demoFolder: string,
  { rows, from }: { rows: number; from: number },
): Promise<void> {
  const read = <T>(name: string): T[] => readNdjson<T>(join(demoFolder, name));
  const answered = read<PredictionEvent>('predictions.ndjson.gz').filter(
    ({ prediction }) => prediction !== undefined,
  );
  const predictions = answered.map((event) => predictionRecord(event, spec));
  const labels = new Map(
    read<LabelEvent>('labels.ndjson.gz').map((event) => [event.predictionId, labelRecord(event)]),
  );
  for (let start = 0; start < rows; start += ROWS_AN_APPLY) {
    const records: StoredRecord[] = [];
    for (let index = start; index < Math.min(rows, start + ROWS_AN_APPLY); index++) {
      const original = predictions[index % predictions.length]!;
      const id = `bench-${String(index).padStart(8, '0')}`;
      records.push({ ...original, id, ts: from + index });
      const label = labels.get(original.id);
      if (label) records.push({ ...label, predictionId: id, ts: from + index + 3_600_000 });
    }
    await store.apply(records, String(start));
  }
}

/** Features of the answered predictions as rows of the float matrix that v2 takes. */
export function encodeRows(demoFolder: string, spec: ModelSpec, version: VersionSpec): Float32Array {
  const input = version.inputs![0]!;
  const names = input.features!;
  const indices = new Map(
    spec.features.map(({ name, levels }) => [
      name,
      levels && new Map(levels.map((level, index) => [level, index])),
    ]),
  );
  const events = readNdjson<PredictionEvent>(join(demoFolder, 'predictions.ndjson.gz'));
  const rows = events.filter(({ prediction }) => prediction !== undefined);
  return Float32Array.from(
    rows.flatMap(({ features }) =>
      names.map((name) => {
        const value = features?.[name];
        if (typeof value === 'number') return value;
        return indices.get(name)?.get(String(value)) ?? Number(input.missing);
      }),
    ),
  );
}

/** The demo model and one of its versions, without the names of files. */
export function readModel(demoFolder: string, version: string): { spec: ModelSpec; version: VersionSpec } {
  const file = JSON.parse(readFileSync(join(demoFolder, 'model.json'), 'utf8')) as ModelSpec;
  const { versions, ...rest } = file;
  const segments = ['sex', 'race', 'client', 'region'].map((name) => ({ name }));
  return { spec: { ...rest, model: 'employment', segments }, version: versions![version]! };
}
