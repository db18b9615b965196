import type { ModelSpec } from '../contract';
import type { QueryEngine } from '../query';
import { type JudgedValue, readTable } from './readTable';

interface TimeRange {
  from: number;
  to: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Coverage from which labels are believed, unless the model says otherwise: that of the queries. */
const MATURITY = 0.9;
/** How far back mature labels are looked for. */
const SEARCH_MS = 90 * DAY_MS;

export const maturityOf = ({ maturity = MATURITY }: ModelSpec): number => maturity;

/** Share of the predictions of a range that have a label by now. */
export async function readCoverage(
  engine: QueryEngine,
  model: string,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<Pick<JudgedValue, 'value' | 'rows' | 'weight'>> {
  const query = { measure: 'labels.coverage', model, shape: 'table' } as const;
  const [all = { value: null, rows: 0, weight: 0 }] = await readTable(engine, { query, range }, signal);
  return all;
}

/**
 * The end of the newest window whose labels have arrived: every step of it that has predictions is covered. Steps
 * rather than the whole, because a covered week hides an uncovered last day, which is the one that has changed.
 * @returns null while there is no such window
 */
export async function latestMatureEnd(
  engine: QueryEngine,
  spec: ModelSpec,
  windowMs: number,
  now: number,
  signal?: AbortSignal,
): Promise<number | null> {
  const stepMs = windowMs > 2 * DAY_MS ? DAY_MS : HOUR_MS;
  const searchMs = stepMs === DAY_MS ? Math.max(SEARCH_MS, 2 * windowMs) : 30 * DAY_MS;
  const to = Math.floor(now / stepMs) * stepMs;
  const { fields } = await engine.run(
    {
      query: {
        measure: 'labels.coverage',
        model: spec.model,
        shape: 'series',
        window: `${stepMs / HOUR_MS}h`,
      },
      range: { from: to - searchMs, to },
    },
    signal,
  );
  const [times, values] = [fields[0]?.values ?? [], fields[1]?.values ?? []] as [number[], (number | null)[]];
  const isCovered = (from: number, until: number): boolean => {
    const steps = values.filter((_, index) => times[index]! >= from && times[index]! < until);
    const known = steps.filter((value) => value !== null);
    return known.length > 0 && known.every((value) => value >= maturityOf(spec));
  };
  for (let end = to; end - windowMs >= to - searchMs; end -= stepMs) {
    // A window that ends in silence says nothing that one before it does not.
    const last = values[times.indexOf(end - stepMs)] ?? null;
    if (last !== null && isCovered(end - windowMs, end)) return end;
  }
  return null;
}
