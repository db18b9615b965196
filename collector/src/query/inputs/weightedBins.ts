import { badRequest } from '../../contract';
import type { MeasureInputs } from '../../measures';
import type { Store } from '../../store';
import { placeOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { type BaselineBins, emptyBins, readBaselineBins } from './bins';
import { aggregateOf, type InputReader } from './cell';

type Feature = MeasureInputs['weightedBins']['features'][number];

/** Counts of every feature by the bins of its baseline, with how much each matters to the model. */
export const weightedBins: InputReader<'weightedBins'> = {
  read: async (plan, store, signal) => {
    const importance = await readImportance(plan, store, signal);
    const all = { ...plan, features: namesOf(plan) };
    const places = new Map<
      string,
      { bucket: number | null; labels: Record<string, string>; features: Feature[] }
    >();
    for (const { bucket, labels, input } of await readBaselineBins(all, store, signal)) {
      const { feature, ...group } = labels;
      const key = placeOf({ bucket, labels: group });
      const place = places.get(key) ?? { bucket, labels: group, features: [] };
      place.features.push(weighted(feature!, importance, input));
      places.set(key, place);
    }
    const source = sourceOf(plan);
    return [...places.values()].map(({ features, ...place }) => ({ ...place, input: { features, source } }));
  },
  empty: (plan) => ({
    source: sourceOf(plan),
    features: namesOf(plan).map((name) => weighted(name, {}, emptyBins(plan, name))),
  }),
};

const namesOf = ({ model, baseline, earlier }: QueryPlan): string[] =>
  model!.schema.features.map(({ name }) => name).filter((name) => earlier ?? baseline?.columns[name]);

const weighted = (name: string, importance: Record<string, number>, bins: BaselineBins): Feature => ({
  name,
  importance: importance[name] ?? 0,
  bins,
});

/** @throws ModelWatchError where attributions are asked for and nothing carries some */
async function readImportance(
  plan: QueryPlan,
  store: Store,
  signal?: AbortSignal,
): Promise<Record<string, number>> {
  const names = namesOf(plan);
  if (plan.params.importance === 'equal') return Object.fromEntries(names.map((name) => [name, 1]));
  if (plan.params.importance === 'attributions') {
    const request = { ...aggregateOf(plan), groupBy: [], bucketMs: null, features: names };
    const [counted] = await store.countAttributions(request, signal);
    const { absolute = {}, attributed = 0 } = counted?.value ?? {};
    if (attributed > 0) return absolute;
    throw badRequest(
      'no-importance',
      `$.query.params.importance: no prediction of the range carries attributions; take declared or equal.`,
      '$.query.params.importance',
    );
  }
  const declared = declaredImportance(plan);
  return declared.length > 0
    ? Object.fromEntries(declared)
    : Object.fromEntries(names.map((name) => [name, 1]));
}

const declaredImportance = ({ model }: QueryPlan) =>
  model!.spec.features.flatMap(({ name, importance }) =>
    importance === undefined ? [] : [[name, importance] as const],
  );

/** In words, because a model may declare none. */
const sourceOf = (plan: QueryPlan): string =>
  plan.params.importance === 'declared' && declaredImportance(plan).length === 0
    ? 'none is declared: equal'
    : String(plan.params.importance);
