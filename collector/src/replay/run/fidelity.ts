import type { ReplayFidelity } from '../../contract';
import type { Column, RowBatch, Store } from '../../store';
import { SCORE_TOLERANCE } from '../worker/tallies';
import { explainDifferences, type ServedRows } from './explainDifferences';
import type { RunPlan } from './planRun';
import type { VariantTotals } from './totals';

const EXAMPLES = 5;

/** Looks at some of the rows whose score is not the one that the same version was logged with: which, and why. */
export async function judgeFidelity(
  {
    id,
    plan,
    store,
    signal,
  }: {
    id: string;
    plan: RunPlan;
    store: Pick<Store, 'readRows' | 'readReplayScores'>;
    signal: AbortSignal;
  },
  totals: VariantTotals,
): Promise<Pick<ReplayFidelity, 'tolerance' | 'cause' | 'examples'>> {
  const judged = { tolerance: SCORE_TOLERANCE, cause: null, examples: [] };
  if (totals.differing === 0) return judged;
  const { differing, agreeing } = totals.examples;
  const wanted = new Set([...differing, ...agreeing]);
  const replayed = new Map<number, number>();
  for await (const part of store.readReplayScores(id, totals.variant)) {
    part.numbers.forEach((number, row) => {
      if (wanted.has(number)) replayed.set(number, part.scores[row]!);
    });
  }
  const { features, segments } = plan.setup;
  const request = {
    ...plan.rows,
    features: features.map(({ name }) => name),
    segments,
    withIds: true,
    numbers: [...wanted],
    sample: undefined,
  };
  const isDiffering = new Set(differing);
  const rows: ServedRows = { differs: [], ids: [], logged: [], replayed: [], columns: {} };
  for await (const batch of store.readRows(request, signal)) addRows(rows, batch, { isDiffering, replayed });
  const examples = rows.ids.flatMap((name, row) =>
    rows.differs[row]
      ? [
          {
            id: name,
            ts: Number(rows.columns.ts![row]),
            logged: rows.logged[row]!,
            replayed: rows.replayed[row]!,
          },
        ]
      : [],
  );
  return { ...judged, cause: explainDifferences(rows), examples: examples.slice(0, EXAMPLES) };
}

function addRows(
  rows: ServedRows,
  batch: RowBatch,
  { isDiffering, replayed }: { isDiffering: ReadonlySet<number>; replayed: ReadonlyMap<number, number> },
): void {
  const columns: Record<string, Column> = {
    ...prefixed('feature', batch.features),
    ...prefixed('segment', batch.segments),
    ts: { type: 'number', values: batch.ts },
  };
  for (let row = 0; row < batch.rows; row++) {
    const number = batch.numbers[row]!;
    const score = replayed.get(number);
    if (score === undefined) continue;
    rows.ids.push(batch.ids[row]!);
    rows.differs.push(isDiffering.has(number));
    rows.logged.push(batch.scores[row]!);
    rows.replayed.push(score);
    for (const [name, column] of Object.entries(columns))
      (rows.columns[name] ??= []).push(valueAt(column, row));
  }
}

const prefixed = (kind: string, columns: Record<string, Column>): Record<string, Column> =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [`${kind} ${name}`, column]));

function valueAt(column: Column, row: number): number | string | null {
  if (column.type === 'category') return column.dictionary[column.codes[row]!] ?? null;
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : value;
}
