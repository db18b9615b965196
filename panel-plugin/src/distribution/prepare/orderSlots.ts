import { type Slot } from './types';

/** Bars that a small chart can hold apart; rarer levels are added up. */
export const MAX_LEVELS = 30;

/**
 * Levels in an order that can be read: codes (all numbers) by number, names by how frequent they are in the baseline,
 * so that what moved is seen against a falling line. Beyond `MAX_LEVELS` the rarest on both sides become one bar.
 */
export function orderLevels(levels: Slot[]): Slot[] {
  const kept = addUpRare(levels);
  const codes = kept.every((slot) => slot.kind === 'others' || isCode(slot.label));
  return kept
    .map((slot, index) => ({ slot, index }))
    .sort((a, b) => {
      if (a.slot.kind === 'others' || b.slot.kind === 'others') return a.slot.kind === 'others' ? 1 : -1;
      const difference = codes
        ? Number(a.slot.label) - Number(b.slot.label)
        : (b.slot.baselineShare ?? 0) - (a.slot.baselineShare ?? 0);
      return difference || a.index - b.index;
    })
    .map(({ slot }) => slot);
}

/** Bins from the lowest to the highest; an open lower end is first. */
export function orderBins(bins: Slot[]): Slot[] {
  return [...bins].sort((a, b) => (a.lower ?? -Infinity) - (b.lower ?? -Infinity));
}

function isCode(label: string): boolean {
  return label.trim() !== '' && Number.isFinite(Number(label));
}

function addUpRare(levels: Slot[]): Slot[] {
  if (levels.length <= MAX_LEVELS) return levels;
  const weight = (slot: Slot): number => Math.max(slot.baselineShare ?? 0, slot.currentShare ?? 0);
  const byWeight = [...levels].sort((a, b) => weight(b) - weight(a));
  const rare = byWeight.slice(MAX_LEVELS - 1);
  const others: Slot = {
    kind: 'others',
    label: `${rare.length} others`,
    lower: null,
    upper: null,
    baselineShare: sum(rare.map((slot) => slot.baselineShare)),
    currentShare: sum(rare.map((slot) => slot.currentShare)),
    baselineCount: sum(rare.map((slot) => slot.baselineCount)),
    currentCount: sum(rare.map((slot) => slot.currentCount)),
  };
  return [...byWeight.slice(0, MAX_LEVELS - 1), others];
}

function sum(values: (number | null)[]): number | null {
  const present = values.filter((value): value is number => value !== null);
  return present.length === 0 ? null : present.reduce((total, value) => total + value, 0);
}
