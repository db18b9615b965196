import { join } from 'node:path';
import type { LabelEvent, PredictionEvent } from '../../../collector/src/contract';
import { EMPLOYMENT_FOLDER } from '../../support/employment';
import { readNdjson } from '../../support/ndjson';
import type { Column } from './population';
import { roomFor, type Traffic } from './traffic';

const MINUTE = 60_000;
export const LOG_FROM = Date.parse('2026-10-01T00:00:00Z');
export const LOG_HOURS = 21 * 24;
const SEGMENTS = ['sex', 'race', 'client', 'region'];

/** The demo log with its incidents, against the bins of a baseline. */
export function loggedTraffic(columns: Column[]): Traffic & { canary: Uint8Array } {
  const events = readNdjson<PredictionEvent>(join(EMPLOYMENT_FOLDER, 'predictions.ndjson.gz')).sort((a, b) =>
    a.ts < b.ts ? -1 : 1,
  );
  const labels = new Map(
    readNdjson<LabelEvent>(join(EMPLOYMENT_FOLDER, 'labels.ndjson.gz')).map((event) => [
      event.predictionId,
      event,
    ]),
  );
  const room = roomFor(events.length, columns.length);
  const segments = SEGMENTS.map((name) => {
    const values = [...new Set(events.map((event) => event.segments![name]!))].sort();
    return {
      name,
      values,
      codes: Uint8Array.from(events, (event) => values.indexOf(event.segments![name]!)),
    };
  });
  events.forEach((event, row) => {
    room.minutes[row] = Math.floor((Date.parse(event.ts) - LOG_FROM) / MINUTE);
    columns.forEach(
      ({ feature, binOf }, index) => (room.bins[index]![row] = binOf(event.features?.[feature])),
    );
    room.ages[row] = Number(event.features?.AGEP ?? NaN);
    const status = event.status ?? 200;
    room.outcomes[row] = status >= 500 ? 2 : status >= 400 ? 1 : 0;
    room.latencies[row] = event.latencyMs!;
    const prediction = event.prediction as { scores: Record<string, number> } | undefined;
    room.scores[row] = prediction?.scores['1'] ?? NaN;
    const label = labels.get(event.id);
    if (label) {
      room.labels[row] = Number(label.label);
      room.labelMinutes[row] = (Date.parse(label.ts) - LOG_FROM) / MINUTE;
    }
  });
  return {
    from: LOG_FROM,
    hours: LOG_HOURS,
    columns,
    rows: events.length,
    segments,
    canary: Uint8Array.from(events, ({ deployment }) => (deployment === 'canary' ? 1 : 0)),
    ...room,
  };
}
