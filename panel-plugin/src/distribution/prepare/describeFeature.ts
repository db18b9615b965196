import { VERDICT_WORDS } from '../../shared/frames';
import { type FeatureDistribution, type Slot } from './types';

export interface Formatters {
  share: (share: number) => string;
  value: (value: number) => string;
}

export function verdictInWords(feature: FeatureDistribution): string {
  return feature.verdict ? VERDICT_WORDS[feature.verdict] : 'no verdict';
}

/** The bar whose share changed most, in either direction; undefined when no bar has both shares. */
export function findLargestChange(feature: FeatureDistribution): Slot | undefined {
  let largest: Slot | undefined;
  for (const slot of [...feature.slots, ...feature.apart]) {
    if (slot.baselineShare === null || slot.currentShare === null) continue;
    if (!largest || changeOf(slot) > changeOf(largest)) largest = slot;
  }
  return largest;
}

/** Name of a bar for people: an empty level is a level too. */
export function slotName(slot: Slot): string {
  if (slot.kind === 'missing') return 'missing';
  if (slot.kind === 'invalid') return 'invalid';
  if (slot.kind === 'unseen') return 'unseen';
  return slot.label === '' ? '(empty)' : slot.label;
}

/** What the picture says, in words: the text of a chart for those who do not see it. */
export function describeFeature(feature: FeatureDistribution, format: Formatters): string {
  const labels = Object.entries(feature.labels).map(([name, value]) => `${name} ${value}`);
  const heading = [feature.title, ...labels].join(', ');
  const value =
    feature.value === null ? 'no value' : `${format.value(feature.value)}, ${verdictInWords(feature)}`;
  const largest = findLargestChange(feature);
  const sentences = [`${heading}: ${value}.`];
  if (largest && changeOf(largest) > 0) {
    sentences.push(`Largest change: ${slotName(largest)}, ${describeShares(largest, format)}.`);
  }
  for (const slot of feature.apart) {
    if (slot !== largest && ((slot.currentShare ?? 0) > 0 || (slot.baselineShare ?? 0) > 0)) {
      sentences.push(`${slotName(slot)}: ${describeShares(slot, format)}.`);
    }
  }
  return sentences.join(' ');
}

function describeShares(slot: Slot, format: Pick<Formatters, 'share'>): string {
  const inWords = (share: number | null): string => (share === null ? 'unknown' : format.share(share));
  return `baseline ${inWords(slot.baselineShare)}, current ${inWords(slot.currentShare)}`;
}

function changeOf(slot: Slot): number {
  return Math.abs((slot.currentShare ?? 0) - (slot.baselineShare ?? 0));
}
