import type { Store } from '../store';
import { MAXIMUM_DIMENSION_VALUES } from './limits';
import { comparedSegments, groupNameOf } from './groupNames';
import type { QueryPlan } from './plan';

type Labels = Record<string, string>;

/** One text for equal label sets, whatever the order of their names. */
export const keyOf = (labels: Labels): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A label set at one step, as a key. */
export const placeOf = ({ bucket, labels }: { bucket: number | null; labels: Labels }): string =>
  `${bucket}|${keyOf(labels)}`;

/**
 * Label sets that must be answered whether they have rows or not. An alert's answer holds every set that was ever
 * seen: one that disappears would resolve its alert in silence.
 */
export async function knownLabelSets(plan: QueryPlan, store: Store): Promise<Labels[]> {
  if (!plan.fromAlert && (plan.groupBy.length > 0 || plan.definition.perGroup)) return [];
  const groups = await knownGroups(plan, store);
  if (plan.definition.perGroup) return knownByGroup(plan, store, groups);
  if (!plan.definition.perFeature) return groups;
  return groups.flatMap((group) => plan.features.map((feature) => ({ ...group, feature })));
}

async function knownGroups(plan: QueryPlan, store: Store): Promise<Labels[]> {
  let groups: Labels[] = [{}];
  for (const dimension of plan.groupBy) {
    const values = await knownValues(plan, store, dimension);
    groups = groups.flatMap((group) => values.map((value) => ({ ...group, [dimension]: value })));
  }
  return groups;
}

/** Every combination of the values of the compared segments ever seen: those that never occur together have no rows. */
async function knownByGroup(plan: QueryPlan, store: Store, sets: Labels[]): Promise<Labels[]> {
  let groups: Labels[] = [{}];
  for (const segment of comparedSegments(plan)) {
    const values = await knownValues(plan, store, segment);
    groups = groups.flatMap((group) => values.map((value) => ({ ...group, [segment]: value })));
  }
  const names = groups.map((group) => groupNameOf(plan, group));
  return sets.flatMap((labels) => names.map((group) => ({ ...labels, group })));
}

async function knownValues(plan: QueryPlan, store: Store, dimension: string): Promise<string[]> {
  const seen = await store.dimensionValues(plan.selection.model, dimension, MAXIMUM_DIMENSION_VALUES);
  return seen.filter((value) => passesFilters(plan, dimension, value));
}

/** A value that a filter of the query shuts out is not one of its groups. */
const passesFilters = ({ selection }: QueryPlan, dimension: string, value: string): boolean =>
  selection.filters
    .filter(({ key }) => key === dimension)
    .every(({ operator, values }) => values.includes(value) === (operator === '='));

/** Each set once, by group in order of names and then by feature in the order asked: the same from answer to answer. */
export function distinctLabelSets(plan: QueryPlan, sets: Labels[]): Labels[] {
  const distinct = [...new Map(sets.map((labels) => [keyOf(labels), labels])).values()];
  const place = new Map(plan.features.map((feature, index) => [feature, index]));
  return distinct.sort((a, b) => {
    for (const name of plan.groupBy) {
      const difference = compareText(a[name] ?? '', b[name] ?? '');
      if (difference !== 0) return difference;
    }
    if (a.group !== b.group) return compareText(a.group ?? '', b.group ?? '');
    return (place.get(a.feature ?? '') ?? 0) - (place.get(b.feature ?? '') ?? 0);
  });
}

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
