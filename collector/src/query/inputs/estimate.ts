import { badRequest, type OutsideCounts, type PredictedScores } from '../../contract';
import { fitIsotonic, type IsotonicFit } from '../../measures';
import type { Store } from '../../store';
import { classesOf } from '../classes';
import { keyOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputReader } from './cell';

/** Scores of predictions, what such scores meant in the baseline, and how many rows are unlike it. */
export const estimate: InputReader<'estimate'> = {
  read: async (plan, store, signal) => {
    const { classes, positive } = classesOf(plan.model!.spec);
    const [calibrations, predicted, outside] = await Promise.all([
      readCalibrations(plan, store),
      store.countPredictions({ ...aggregateOf(plan), classes, positive }, signal),
      store.countOutside({ ...aggregateOf(plan), columns: knownColumns(plan) }, signal),
    ]);
    const place = (one: { bucket: number | null; labels: Record<string, string> }): string =>
      `${one.bucket}|${keyOf(one.labels)}`;
    const outsideAt = new Map(outside.map((one) => [place(one), one.value]));
    return predicted.map((one) => ({
      bucket: one.bucket,
      labels: one.labels,
      input: {
        predictions: one.value,
        calibrations,
        classes,
        positive,
        outside: outsideAt.get(place(one)) ?? NOTHING,
      },
    }));
  },
  empty: (plan) => {
    const { classes, positive } = classesOf(plan.model!.spec);
    return { predictions: noPredictions(), calibrations: [], classes, positive, outside: NOTHING };
  },
};

/** One for each score, fitted once for every step of a series. */
async function readCalibrations(plan: QueryPlan, store: Store): Promise<IsotonicFit[]> {
  const { classes, positive } = classesOf(plan.model!.spec);
  const baselineVersion = plan.baseline!.version;
  const { model } = plan.selection;
  const labelled = await store.baselineScores({ model, baselineVersion, classes, positive });
  return labelled.map(({ scores, positives, negatives }) => {
    const weight = positives.map((count, i) => count + negatives[i]!);
    const fit = fitIsotonic({ x: scores, mean: positives.map((count, i) => count / weight[i]!), weight });
    if (fit) return fit;
    throw badRequest(
      'baseline-without-labels',
      `The baseline of ${baselineVersion} has no row with a label and a score: nothing can be estimated from it.`,
    );
  });
}

/** Features that the baseline knows; one that came later is unlike nothing. */
const knownColumns = ({ baseline, model }: QueryPlan) =>
  Object.fromEntries(
    model!.schema.features.flatMap(({ name }) => {
      const profile = baseline!.columns[name];
      return profile ? [[name, profile]] : [];
    }),
  );

const NOTHING: OutsideCounts = { outside: 0, weight: 0, rows: 0 };

const noPredictions = (): PredictedScores => ({
  predicted: new Int32Array(),
  scores: [],
  weights: new Float64Array(),
  rows: 0,
});
