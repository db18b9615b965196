import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FeedState, findTimeSpan, listLogFiles, LiveFeed, type SendEvents } from '.';

const START = Date.UTC(2026, 9, 1);
const MINUTE = 60_000;
const iso = (at: number) => new Date(at).toISOString();

/** A log of ten minutes, a prediction each, whose labels come five minutes later. */
function writeLog() {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-feed-'));
  const minutes = Array.from({ length: 10 }, (_, minute) => minute);
  const write = (name: string, events: object[]) => {
    writeFileSync(join(folder, name), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    return join(folder, name);
  };
  const predictions = minutes.map((minute) => ({ id: `p${minute}`, ts: iso(START + minute * MINUTE) }));
  const labels = minutes.map((minute) => ({
    predictionId: `p${minute}`,
    label: 1,
    ts: iso(START + (minute + 5) * MINUTE),
  }));
  return listLogFiles([write('labels.ndjson', labels), write('predictions.ndjson', predictions)]);
}

async function setup(state: FeedState, speed: number | null) {
  const files = writeLog();
  const span = (await findTimeSpan(files))!;
  const sent: { kind: string; id: string; ts: number }[] = [];
  const send: SendEvents = async (kind, entries) => {
    for (const entry of entries as Record<string, string>[]) {
      sent.push({ kind, id: (entry.id ?? entry.predictionId)!, ts: Date.parse(entry.ts!) });
    }
    return { received: 0, accepted: 0, duplicates: 0, quarantined: 0, invalidFields: 0, issues: [] };
  };
  const clock = { now: 0 };
  const feed = new LiveFeed({ files, span, send, state, speed, now: () => clock.now });
  return { feed, sent, clock, span };
}

test('events are sent when their time has come, once', async () => {
  const now = Date.UTC(2027, 0, 1);
  const { feed, sent, clock } = await setup(
    { playings: [{ startsAt: now, speed: 1, suffix: '-x' }], fedUpTo: now - 1 },
    null,
  );
  clock.now = now + 2 * MINUTE;
  await feed.feed();
  expect(sent.map((event) => event.id)).toEqual(['p0-x', 'p1-x', 'p2-x']);
  expect(sent.map((event) => event.ts)).toEqual([now, now + MINUTE, now + 2 * MINUTE]);
  await feed.feed();
  expect(sent).toHaveLength(3);
  clock.now = now + 60 * MINUTE;
  await feed.feed();
  expect(sent).toHaveLength(20);
  await feed.stop();
});

test('what was fed before is not fed again, and late labels of a loaded log still come', async () => {
  const now = Date.UTC(2027, 0, 1);
  const loaded = { startsAt: now - 9 * MINUTE, speed: 1, suffix: '' };
  const { feed, sent, clock } = await setup({ playings: [loaded], fedUpTo: now }, null);
  clock.now = now + 2 * MINUTE;
  await feed.feed();
  expect(sent.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['labels p5', 'labels p6']);
  await feed.stop();
});

test('when the log is over it begins anew, faster where asked, under ids of its own', async () => {
  const now = Date.UTC(2027, 0, 1);
  const loaded = { startsAt: now - 9 * MINUTE, speed: 1, suffix: '' };
  const { feed, sent, clock } = await setup({ playings: [loaded], fedUpTo: now }, 2);
  clock.now = now;
  await feed.feed();
  clock.now = now + MINUTE + 1;
  await feed.feed();
  const begun = sent.filter((event) => event.kind === 'predictions');
  expect(begun.map((event) => event.ts)).toEqual([now + 1, now + 1 + MINUTE / 2, now + 1 + MINUTE]);
  expect(new Set(begun.map((event) => event.id.split('-')[1])).size).toBe(1);
  expect(begun[0]!.id).toMatch(/^p0-\w+$/);
  await feed.stop();
});

test('after a long pause at most one playing is caught up with', async () => {
  const now = Date.UTC(2027, 0, 1);
  const state = { playings: [{ startsAt: now, speed: 1, suffix: '-a' }], fedUpTo: now + 20 * MINUTE };
  const { feed, sent, clock } = await setup(state, 1);
  clock.now = now + 1000 * MINUTE;
  await feed.feed();
  const predictions = sent.filter((event) => event.kind === 'predictions');
  expect(predictions.length).toBe(10);
  expect(new Set(predictions.map((event) => event.id.split('-')[1])).size).toBe(1);
  await feed.stop();
});
