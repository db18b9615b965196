import { type EventKind, parseTime } from '../../contract';

/** The field that says when an event happened. */
export const TIME_FIELD: Record<EventKind, string> = {
  predictions: 'ts',
  labels: 'ts',
  outcomes: 'ts',
  features: 'eventTime',
  changes: 'ts',
  costs: 'ts',
};

type Event = Record<string, unknown>;

/** Milliseconds since 1970 of an event; NaN where it has no readable time. */
export function timeOf(kind: EventKind, event: Event): number {
  const value = event[TIME_FIELD[kind]];
  return typeof value === 'string' ? parseTime(value) : NaN;
}

function moved(value: unknown, move: (at: number) => number): unknown {
  const at = typeof value === 'string' ? parseTime(value) : NaN;
  return Number.isNaN(at) ? value : new Date(move(at)).toISOString();
}

/** The event at another time; times that cannot be read are left for the collector to judge. */
export function moveEvent(kind: EventKind, event: Event, move: (at: number) => number): Event {
  const field = TIME_FIELD[kind];
  const shifted = { ...event, [field]: moved(event[field], move) };
  const { featureTimes } = event;
  if (kind === 'predictions' && typeof featureTimes === 'object' && featureTimes !== null) {
    return {
      ...shifted,
      featureTimes: Object.fromEntries(
        Object.entries(featureTimes).map(([name, value]) => [name, moved(value, move)]),
      ),
    };
  }
  return shifted;
}

const ID_FIELDS = ['id', 'predictionId'] as const;

/** The event under ids of its own, so that a log that is played again is not taken for its first playing. */
export function renameEvent(event: Event, suffix: string): Event {
  const renamed = { ...event };
  for (const field of ID_FIELDS) {
    if (typeof renamed[field] === 'string') renamed[field] = `${renamed[field]}${suffix}`;
  }
  return renamed;
}
