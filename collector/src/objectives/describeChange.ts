import { isDeepStrictEqual } from 'node:util';
import type { ModelSpec, ObjectiveSpec } from '../contract';

const nameOf = ({ title, measure }: ObjectiveSpec): string => title ?? measure;

/**
 * What differs between the objectives and thresholds of two specs, in words.
 *
 * @example Latency p95: target 60 to 80; drift.psi: threshold 0.2 to 0.3
 */
export function describeChange(before: ModelSpec, after: ModelSpec): string {
  const [old, now] = [before.objectives ?? [], after.objectives ?? []];
  const parts: string[] = [];
  const kept = new Set<ObjectiveSpec>();
  for (const objective of now) {
    const was = old.find((one) => !kept.has(one) && isSameOne(one, objective));
    if (!was) {
      parts.push(`${nameOf(objective)}: new, target ${objective.target} over ${objective.window}`);
      continue;
    }
    kept.add(was);
    const changes = (['target', 'window'] as const)
      .filter((part) => was[part] !== objective[part])
      .map((part) => `${part} ${was[part]} to ${objective[part]}`);
    for (const part of ['params', 'burnRates', 'title'] as const) {
      if (!isDeepStrictEqual(was[part], objective[part])) changes.push(`other ${WORDS[part]}`);
    }
    if (changes.length > 0) parts.push(`${nameOf(objective)}: ${changes.join(', ')}`);
  }
  for (const gone of old) if (!kept.has(gone)) parts.push(`${nameOf(gone)}: removed`);
  const [oldBounds, bounds] = [before.thresholds ?? {}, after.thresholds ?? {}];
  for (const id of new Set([...Object.keys(oldBounds), ...Object.keys(bounds)])) {
    if (oldBounds[id] === bounds[id]) continue;
    parts.push(`${id}: threshold ${oldBounds[id] ?? 'by default'} to ${bounds[id] ?? 'by default'}`);
  }
  return parts.join('; ');
}

const WORDS = { params: 'parameters', burnRates: 'burn rates', title: 'title' };

/** The same measure under the same name, or at least with the same parameters. */
const isSameOne = (a: ObjectiveSpec, b: ObjectiveSpec): boolean =>
  a.measure === b.measure && (a.title === b.title || isDeepStrictEqual(a.params, b.params));
