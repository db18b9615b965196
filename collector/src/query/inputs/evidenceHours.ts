import type { BinCounts, ColumnProfile } from '../../contract';
import type { Store } from '../../store';
import type { QueryPlan } from '../plan';

const HOUR_MS = 3_600_000;

/** Counts of every feature, hour by hour, of all predictions or of one value of a segment. */
export interface StreamCounts {
  /** `client = mobile`; empty for all predictions. */
  name: string;
  rows: number;
  hours: Map<number, Record<string, BinCounts>>;
}

/** Reads all predictions, and each segment of the model, in whole hours: what aggregates hold. */
export async function readHours(
  { model, selection }: QueryPlan,
  store: Store,
  { columns, from, to }: { columns: Record<string, ColumnProfile>; from: number; to: number },
): Promise<{ whole: StreamCounts; segments: StreamCounts[] }> {
  const read = async (groupBy: string[]): Promise<StreamCounts[]> => {
    const request = { selection: { ...selection, from, to }, groupBy, bucketMs: HOUR_MS, columns };
    const counted = await store.countBins(request);
    const streams = new Map<string, StreamCounts>();
    for (const { bucket, labels, value } of counted) {
      const name = groupBy.map((segment) => `${segment} = ${labels[segment]}`).join(', ');
      const stream = streams.get(name) ?? { name, rows: 0, hours: new Map() };
      stream.rows += Object.values(value)[0]?.rows ?? 0;
      stream.hours.set(bucket!, value);
      streams.set(name, stream);
    }
    return [...streams.values()];
  };
  const [whole] = await read([]);
  const segments: StreamCounts[] = [];
  // One after the other: all at once would hold the counts of every segment twice.
  for (const segment of model!.schema.segments) segments.push(...(await read([segment])));
  return { whole: whole ?? { name: '', rows: 0, hours: new Map() }, segments };
}
