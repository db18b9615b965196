import { type FrameJson, frameToJson, TRIANGLE_FIELDS } from '@modelwatch/collector/contract';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const LOG = join(__dirname, '../../../collector/demo/employment');
const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2026, 9, 1);
const AS_OF = Date.UTC(2026, 9, 22);

type CellOfTriangle = Record<Exclude<keyof typeof TRIANGLE_FIELDS, 'complete'>, number | null> & {
  complete: boolean;
};
const TYPES: Partial<Record<string, 'time' | 'boolean'>> = { day: 'time', complete: 'boolean' };
let counted: CellOfTriangle[] | undefined;

/** The triangle of the employment log as of its last prediction, counted from its events. */
export function answerArrival(): FrameJson {
  counted ??= countTriangle();
  return arrivalFrame(counted);
}

export function arrivalFrame(cells: CellOfTriangle[]): FrameJson {
  const names = Object.keys(TRIANGLE_FIELDS) as (keyof typeof TRIANGLE_FIELDS)[];
  return frameToJson({
    name: 'Label arrival',
    refId: 'A',
    meta: {},
    fields: [
      { name: 'model', type: 'string', values: cells.map(() => 'employment') },
      ...names.map((name) => ({
        name: TRIANGLE_FIELDS[name],
        type: TYPES[name] ?? ('number' as const),
        config: name === 'coverage' ? { unit: 'percentunit', min: 0, max: 1 } : {},
        values: cells.map((cell) => cell[name]),
      })),
    ],
  });
}

function countTriangle(): CellOfTriangle[] {
  const predicted = new Map<string, number>();
  for (const { id, ts, status } of events<{ id: string; ts: string; status?: number }>('predictions')) {
    if ((status ?? 200) < 500) predicted.set(id, Date.parse(ts));
  }
  const days = Array.from({ length: (AS_OF - FIRST) / DAY_MS }, () => ({
    served: 0,
    labels: [] as { predictedMs: number; lagMs: number }[],
  }));
  const dayOf = (timeMs: number) => days[Math.floor((timeMs - FIRST) / DAY_MS)];
  for (const timeMs of predicted.values()) {
    const day = dayOf(timeMs);
    if (day) day.served += 1;
  }
  const labelled = new Set<string>();
  for (const { predictionId, ts } of events<{ predictionId: string; ts: string }>('labels')) {
    const timeMs = predicted.get(predictionId);
    if (timeMs === undefined || labelled.has(predictionId)) continue;
    labelled.add(predictionId);
    dayOf(timeMs)?.labels.push({ predictedMs: timeMs, lagMs: Date.parse(ts) - timeMs });
  }
  return days.flatMap(({ served, labels }, index) => {
    const day = FIRST + index * DAY_MS;
    // Every prediction of the day is at least that old; the oldest are up to a day older.
    const reached = (AS_OF - day) / DAY_MS - 1;
    return Array.from({ length: reached + 1 }, (_, past): CellOfTriangle => {
      const age = past + 1;
      const within = (lagMs: number, at: number) => lagMs <= age * DAY_MS && at + lagMs < AS_OF;
      const arrived = labels.filter(({ lagMs, predictedMs }) => within(lagMs, predictedMs)).length;
      return { day, age, served, arrived, coverage: arrived / served, complete: age <= reached };
    });
  });
}

function events<T>(file: string): T[] {
  const lines = gunzipSync(readFileSync(join(LOG, `${file}.ndjson.gz`)))
    .toString('utf8')
    .split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as T);
}
