import { badRequest, type Filter, type ModelEntry } from '../../contract';
import type { SampleRequest, Store } from '../../store';
import { joinSamples, type Rows } from './joinSamples';

/** Predictions that are read of the window, and of the time before: enough to see a change of one in a thousand. */
export const SAMPLE_ROWS = 50_000;
/** The healthy time is as long as the window and grows until it holds so many predictions, or reaches seven days. */
const ENOUGH_BEFORE = 20_000;
const DAY_MS = 86_400_000;
const LONGEST_MS = 7 * DAY_MS;
export const COMMON_DIMENSIONS = ['version', 'deployment', 'environment'];

export interface WindowRequest {
  entry: ModelEntry;
  from: number;
  to: number;
  filters: Filter[];
  asOf: number;
}

export interface ReadRows {
  rows: Rows;
  window: { from: number; to: number; rows: number; share: number };
  before: { from: number; to: number; rows: number; share: number };
}

/** Reads the window and the time before it, each in one statement. */
export async function readRows(
  store: Pick<Store, 'sampleRows' | 'countRows'>,
  { entry, from, to, filters, asOf }: WindowRequest,
  signal?: AbortSignal,
): Promise<ReadRows> {
  const model = entry.spec.model;
  const beforeFrom = await beginningOfBefore(store, { model, from, to, filters });
  const request = (start: number, end: number): SampleRequest => ({
    selection: { model, from: start, to: end, filters },
    features: entry.schema.features.map(({ name }) => name),
    dimensions: [...COMMON_DIMENSIONS, ...entry.schema.segments],
    asOf,
    limit: SAMPLE_ROWS,
  });
  const window = await store.sampleRows(request(from, to), signal);
  if (window.total === 0) {
    throw badRequest(
      'window-empty',
      `Model ${model} has no predictions from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}.`,
      '$.from',
    );
  }
  const before = await store.sampleRows(request(beforeFrom, from), signal);
  return {
    rows: joinSamples(before, window, { beforeFrom, windowFrom: from, windowTo: to }),
    window: { from, to, rows: window.total, share: window.share },
    before: { from: beforeFrom, to: from, rows: before.total, share: before.share },
  };
}

async function beginningOfBefore(
  store: Pick<Store, 'countRows'>,
  { model, from, to, filters }: { model: string; from: number; to: number; filters: Filter[] },
): Promise<number> {
  const longest = Math.max(LONGEST_MS, to - from);
  for (let length = Math.max(to - from, DAY_MS); ; length *= 2) {
    if (length >= longest) return from - longest;
    const rows = await store.countRows({ model, from: from - length, to: from, filters });
    if (rows >= ENOUGH_BEFORE) return from - length;
  }
}
