import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDuckDbStore } from '../../collector/src/store';
import { buildCollector } from './buildCollector';
import { CollectorProcess } from './collectorProcess';

/*
 * A 2xx means durable: the collector is killed at random moments under load, started again on the same files, and at
 * the end every acknowledged event is there, once. Events whose answer was lost are sent again half of the time, as
 * clients do, so both "taken and not told" and "never taken" are met.
 */

const KILLS = Number(process.env.KILLS ?? (process.env.npm_lifecycle_event === 'test:faults' ? 1000 : 25));
const CLIENTS = 3;
const LARGEST_BATCH = 300;
/** Longest life of one process once it answers; some are killed while they still recover. */
const LONGEST_LIFE_MS = 600;
/** In every other life, so that some are killed in the middle of a checkpoint. */
const CHECKPOINT_SECONDS = 0.1;
/** A long run says how far it is. */
const KILLS_BETWEEN_LINES = 50;
const START = Date.parse('2026-10-01T00:00:00Z');

const MODEL = {
  model: 'kill',
  task: 'binary',
  positiveClass: 1,
  features: [
    { name: 'a', type: 'number' },
    { name: 'b', type: 'category' },
  ],
  segments: [{ name: 's' }],
};

type Kind = 'predictions' | 'labels';
interface Batch {
  kind: Kind;
  events: Record<string, unknown>[];
  ids: number[];
}

let folder: string;
let bundle: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
  bundle = await buildCollector();
  writeFileSync(join(folder, 'model.json'), JSON.stringify(MODEL));
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundle, { recursive: true, force: true });
});

const isoTime = (id: number): string => new Date(START + id).toISOString();
const scoreOf = (id: number): number => (id % 1000) / 1000;
const labelOf = (id: number): number => id % 2;

function prediction(id: number): Record<string, unknown> {
  return {
    id: `event-${id}`,
    ts: isoTime(id),
    model: 'kill',
    version: 'v1',
    features: { a: id, b: `level-${id % 7}` },
    segments: { s: id % 3 === 0 ? 'x' : 'y' },
    prediction: { class: 1, scores: { '1': scoreOf(id) } },
    latencyMs: 5,
  };
}
const label = (id: number): Record<string, unknown> => ({
  predictionId: `event-${id}`,
  label: labelOf(id),
  ts: isoTime(id + 1000),
});

/** What clients were promised, and what they have sent at all. */
class Ledger {
  readonly sent = new Map<number, 'sent' | 'acknowledged'>();
  readonly labelled = new Set<number>();
  readonly labelsSent = new Set<number>();
  readonly unanswered: Batch[] = [];
  #next = 0;

  nextBatch(): Batch {
    if (this.unanswered.length > 0 && Math.random() < 0.5) return this.unanswered.pop()!;
    if (Math.random() < 0.3 && this.#next > 0) {
      const ids = [...new Set(Array.from({ length: 50 }, () => Math.floor(Math.random() * this.#next)))];
      for (const id of ids) this.labelsSent.add(id);
      return { kind: 'labels', ids, events: ids.map(label) };
    }
    const size = Math.random() < 0.3 ? 1 : 1 + Math.floor(Math.random() * LARGEST_BATCH);
    const ids = Array.from({ length: size }, () => this.#next++);
    for (const id of ids) this.sent.set(id, 'sent');
    return { kind: 'predictions', ids, events: ids.map(prediction) };
  }

  acknowledge({ kind, ids }: Batch): void {
    for (const id of ids) {
      if (kind === 'labels') this.labelled.add(id);
      else this.sent.set(id, 'acknowledged');
    }
  }
}

async function send(url: string, batch: Batch): Promise<void> {
  const answer = await fetch(`${url}/v1/${batch.kind}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(batch.events),
  });
  const counts = (await answer.json()) as { accepted: number; duplicates: number };
  expect([answer.status, counts.accepted + counts.duplicates]).toEqual([200, batch.ids.length]);
}

/** Sends batches until the collector no longer answers; what had no answer goes back to the ledger. */
async function load(url: string, ledger: Ledger, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const batch = ledger.nextBatch();
    try {
      await send(url, batch);
    } catch (error) {
      if (!isOver()) throw error;
      ledger.unanswered.push(batch);
      return;
    }
    ledger.acknowledge(batch);
  }
}

async function liveAndDie(ledger: Ledger): Promise<void> {
  const settings = Math.random() < 0.5 ? ['--store-checkpoint-seconds', String(CHECKPOINT_SECONDS)] : [];
  const collector = new CollectorProcess(bundle, join(folder, 'data'), join(folder, 'model.json'), settings);
  if (Math.random() < 0.1) {
    await sleep(Math.random() * 1000);
    return collector.kill();
  }
  const url = await collector.url;
  let isKilled = false;
  const clients = Array.from({ length: CLIENTS }, () => load(url, ledger, () => isKilled));
  await Promise.race([sleep(Math.random() * LONGEST_LIFE_MS), ...clients]);
  isKilled = true;
  await collector.kill();
  await Promise.all(clients);
}

async function settle(ledger: Ledger): Promise<void> {
  const collector = new CollectorProcess(bundle, join(folder, 'data'), join(folder, 'model.json'));
  const url = await collector.url;
  // The events that were acknowledged first, once more: the index of known events has to have survived as well.
  const acknowledged = [...ledger.sent].filter(([, state]) => state === 'acknowledged').slice(0, 1000);
  const again = acknowledged.map(([id]) => id);
  const answer = await fetch(`${url}/v1/predictions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(again.map(prediction)),
  });
  expect(await answer.json()).toMatchObject({
    received: again.length,
    duplicates: again.length,
    accepted: 0,
  });
  for (let backlog = 1; backlog > 0; await sleep(50)) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    backlog = Number(/^modelwatch_applier_backlog_bytes (\S+)/m.exec(metrics)![1]);
  }
  await collector.stop();
}

interface Found {
  times: number;
  score: number;
  label: string | null;
}

async function readBack(): Promise<{ rows: Map<string, Found>; quarantined: number; labels: number }> {
  const store = await openDuckDbStore({ file: join(folder, 'data', 'store.duckdb') });
  try {
    const selection = { model: 'kill', from: 0, to: START * 2, filters: [] };
    const request = { selection, features: ['a'], segments: [], asOf: Infinity, answeredOnly: false };
    const rows = new Map<string, Found>();
    for await (const batch of store.readRows(request)) {
      batch.ids.forEach((id, place) => {
        const code = batch.labels.codes[place]!;
        const one = { score: batch.scores[place]!, label: code < 0 ? null : batch.labels.dictionary[code]! };
        rows.set(id, { ...one, times: (rows.get(id)?.times ?? 0) + 1 });
      });
    }
    const { quarantined, labels } = await store.statistics();
    return { rows, quarantined, labels };
  } finally {
    await store.close();
  }
}

it(
  `keeps every acknowledged event, once, through ${KILLS} kills`,
  async () => {
    const ledger = new Ledger();
    for (let kill = 1; kill <= KILLS; kill++) {
      await liveAndDie(ledger);
      if (kill % KILLS_BETWEEN_LINES === 0)
        process.stderr.write(`${kill} kills, ${ledger.sent.size} events\n`);
    }
    await settle(ledger);
    const { rows, quarantined, labels } = await readBack();

    const lost: number[] = [];
    for (const [id, state] of ledger.sent)
      if (state === 'acknowledged' && !rows.has(`event-${id}`)) lost.push(id);
    expect(lost).toEqual([]);
    expect([...rows].filter(([, { times }]) => times !== 1)).toEqual([]);
    for (const [name, { score }] of rows) {
      const id = Number(name.slice('event-'.length));
      expect(ledger.sent.has(id)).toBe(true);
      expect(score).toBe(scoreOf(id));
    }
    for (const id of ledger.labelled) {
      const row = rows.get(`event-${id}`);
      // The label of a prediction that was never taken waits for it.
      if (row) expect(row.label).toBe(String(labelOf(id)));
    }
    expect(labels).toBeGreaterThanOrEqual(ledger.labelled.size);
    expect(labels).toBeLessThanOrEqual(ledger.labelsSent.size);
    expect(quarantined).toBe(0);
    expect(rows.size).toBeGreaterThan(KILLS);
  },
  60_000 + KILLS * 20_000,
);
