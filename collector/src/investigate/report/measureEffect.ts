import type { Effect } from '../../contract';
import type { Fact } from '../facts';
import { NOT_APPLICABLE } from '../facts';
import type { Rows } from '../rows';
import type { ChangedRows } from './changedRows';

/** The change in the unit in which people speak of it. */
export function measureEffect(
  rows: Rows,
  fact: Fact,
  effect: number,
  { before, after }: ChangedRows,
): Effect {
  if (fact.shape === 'rate' && fact.kind !== 'latency') {
    const rateOf = (list: readonly number[]): number | null => {
      const known = list.filter((row) => fact.codes[row] !== NOT_APPLICABLE);
      return known.length === 0 ? null : known.filter((row) => fact.codes[row] === 1).length / known.length;
    };
    return { name: fact.name, before: rateOf(before), after: rateOf(after), unit: 'percentunit' };
  }
  if (fact.kind === 'latency') {
    const p95 = (list: readonly number[]): number | null => {
      const sorted = Float64Array.from(list, (row) => rows.latency[row]!)
        .filter((ms) => !Number.isNaN(ms))
        .sort();
      return sorted.length === 0 ? null : sorted[Math.floor(0.95 * (sorted.length - 1))]!;
    };
    return { name: 'latency p95', before: p95(before), after: p95(after), unit: 'ms' };
  }
  return { name: 'share of predictions that moved', before: null, after: effect, unit: 'percentunit' };
}

export function meanScore(rows: Rows, list: readonly number[]): number | null {
  let [sum, scored] = [0, 0];
  for (const row of list) {
    if (Number.isNaN(rows.scores[row]!)) continue;
    sum += rows.scores[row]!;
    scored += 1;
  }
  return scored === 0 ? null : sum / scored;
}
