import type { Frame, QueryRequest } from '../contract';
import type { AlertRule } from '../alerts';
import type { Answered } from './findAnnouncements';

type RuleQuery = AlertRule['queries'][number];

/** Answers by label set, in order of time. */
export type AnsweredSets = { labels: Record<string, string>; answers: Answered[] }[];

export interface Past {
  from: number;
  to: number;
}

type Ask = (request: QueryRequest) => Promise<Frame>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Burn rates of all moments come from one count, so that they can be close together. */
const BURN_STEP_MS = 5 * MINUTE_MS;
/** Moments that are asked at once: more would only wait for each other in the store. */
const AT_ONCE = 4;

/** How far apart the moments are at which a query is asked: a third of its window, an hour at least, a day at most. */
export function stepOf({ query, fromSeconds, untilSeconds = 0 }: RuleQuery): number {
  if (query.measure === 'objectives.burnRate') return BURN_STEP_MS;
  const thirdMs = ((fromSeconds - untilSeconds) * 1000) / 3;
  return Math.min(DAY_MS, Math.max(HOUR_MS, Math.floor(thirdMs / HOUR_MS) * HOUR_MS));
}

/** What a rule's query would have answered at each moment of the past, nothing later seen. */
export async function askOver(
  asked: RuleQuery,
  past: Past,
  ask: Ask,
  signal?: AbortSignal,
): Promise<AnsweredSets> {
  const stepMs = stepOf(asked);
  if (asked.query.measure === 'objectives.burnRate') return askSeries(asked, past, stepMs, ask);
  const moments: number[] = [];
  for (let at = Math.ceil(past.from / stepMs) * stepMs; at <= past.to; at += stepMs) moments.push(at);
  const sets = new Map<string, AnsweredSets[number]>();
  for (let index = 0; index < moments.length; index += AT_ONCE) {
    signal?.throwIfAborted();
    const some = moments.slice(index, index + AT_ONCE);
    const frames = await Promise.all(some.map((at) => ask(requestAt(asked, at))));
    frames.forEach((frame, position) => addSnapshot(sets, frame, some[position]!));
  }
  return [...sets.values()];
}

function requestAt({ query, fromSeconds, untilSeconds = 0 }: RuleQuery, at: number): QueryRequest {
  return {
    query: { ...query, asOf: new Date(at).toISOString() },
    range: { from: at - fromSeconds * 1000, to: at - untilSeconds * 1000 },
    fromAlert: true,
  };
}

function addSnapshot(sets: Map<string, AnsweredSets[number]>, { fields }: Frame, at: number): void {
  const values = fields.find(({ type }) => type === 'number')?.values ?? [];
  const names = fields.filter(({ type }) => type === 'string');
  values.forEach((value, row) => {
    const labels = Object.fromEntries(names.map((field) => [field.name, String(field.values[row])]));
    const key = JSON.stringify(labels);
    const set = sets.get(key) ?? { labels, answers: [] };
    set.answers.push({ at, value: value as number | null });
    sets.set(key, set);
  });
}

/** The windows of a burn rate end where each step does. */
async function askSeries({ query }: RuleQuery, past: Past, stepMs: number, ask: Ask): Promise<AnsweredSets> {
  const to = Math.floor(past.to / stepMs) * stepMs;
  const frame = await ask({
    query: { ...query, shape: 'series', window: `${stepMs / MINUTE_MS}m` },
    range: { from: Math.min(past.from, to - stepMs), to },
    fromAlert: true,
  });
  const times = frame.fields.find(({ type }) => type === 'time')?.values ?? [];
  return frame.fields
    .filter(({ type }) => type === 'number')
    .map(({ labels, values }) => ({
      labels: labels ?? {},
      answers: values.map((value, index) => ({
        at: (times[index] as number) + stepMs,
        value: value as number | null,
      })),
    }));
}
