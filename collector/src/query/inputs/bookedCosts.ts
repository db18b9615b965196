import type { CostRecord } from '../../contract';
import type { Store } from '../../store';
import type { QueryPlan } from '../plan';

export const DAY_MS = 86_400_000;
/** What a model's currency is unless it says otherwise; as its schema has it. */
const USUAL_CURRENCY = 'USD';

export interface DayCosts {
  infrastructure: number;
  storage: number;
  retraining: number;
}

/** What was booked for days: for one version, or for all of them together (null). */
export interface BookedCosts {
  of(day: number, version: string | null): DayCosts;
  /** Versions that something was booked for by name. */
  versions: ReadonlySet<string>;
  /** Currencies of records that cannot be added to the others. */
  foreign: string[];
}

export const startOfDay = (ts: number): number => Math.floor(ts / DAY_MS) * DAY_MS;

/** Costs of whole days, with each retraining spread evenly over the days from the one it was booked on. */
export async function readBookedCosts(
  plan: QueryPlan,
  store: Store,
  { from, to }: { from: number; to: number },
): Promise<BookedCosts> {
  const { model, params } = plan;
  const spread = Number(params.retrainingDays ?? model!.spec.costs?.retrainingDays ?? 1);
  const records = await store.costs({
    model: plan.selection.model,
    from: startOfDay(from) - (spread - 1) * DAY_MS,
    to: startOfDay(to - 1) + DAY_MS,
  });
  const currency = model!.spec.currency ?? USUAL_CURRENCY;
  const known = records.filter((record) => record.currency === currency);
  const byDay = new Map<string, DayCosts>();
  for (const record of known) add(byDay, record, spread);
  return {
    of: (day, version) => byDay.get(keyOf(day, version)) ?? { infrastructure: 0, storage: 0, retraining: 0 },
    versions: new Set(known.flatMap(({ version }) => version ?? [])),
    foreign: [...new Set(records.map((record) => record.currency))].filter((one) => one !== currency),
  };
}

const keyOf = (day: number, version: string | null): string => JSON.stringify([day, version]);

function add(byDay: Map<string, DayCosts>, record: CostRecord, spread: number): void {
  const first = startOfDay(record.ts);
  const at = (day: number): DayCosts => {
    const key = keyOf(day, record.version);
    const costs = byDay.get(key) ?? { infrastructure: 0, storage: 0, retraining: 0 };
    byDay.set(key, costs);
    return costs;
  };
  at(first).infrastructure += record.infrastructure;
  at(first).storage += record.storage;
  if (record.retraining === 0) return;
  for (let later = 0; later < spread; later++) {
    at(first + later * DAY_MS).retraining += record.retraining / spread;
  }
}

/** The longest piece of time of which steps and days are both whole numbers. */
export function pieceOf(stepMs: number | null): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return stepMs === null ? DAY_MS : divisor(DAY_MS, stepMs);
}
