import { badRequest, type PredictedScores } from '../../contract';
import { fitIsotonic, type IsotonicFit } from '../../measures';
import type { Store } from '../../store';
import { classesOf } from '../classes';
import { placeOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputReader } from './cell';
import { knownColumns, NOTHING_OUTSIDE } from './outside';
import { readRealised } from './realised';

/** Scores of predictions, what such scores meant in the baseline, and how many rows are unlike it. */
export const estimate: InputReader<'estimate'> = {
  read: async (plan, store, signal) => {
    const { classes, positive } = classesOf(plan.model!.spec);
    const [calibrations, predicted, outside, realised] = await Promise.all([
      readCalibrations(plan, store),
      store.countPredictions({ ...aggregateOf(plan), classes, positive }, signal),
      store.countOutside({ ...aggregateOf(plan), columns: knownColumns(plan) }, signal),
      readRealised(plan, store, signal),
    ]);
    const outsideAt = new Map(outside.map((one) => [placeOf(one), one.value]));
    return predicted.map((one) => ({
      bucket: one.bucket,
      labels: one.labels,
      input: {
        predictions: one.value,
        calibrations,
        classes,
        positive,
        outside: outsideAt.get(placeOf(one)) ?? NOTHING_OUTSIDE,
        realised: realised.get(placeOf(one)),
      },
    }));
  },
  empty: (plan) => {
    const { classes, positive } = classesOf(plan.model!.spec);
    return { predictions: noPredictions(), calibrations: [], classes, positive, outside: NOTHING_OUTSIDE };
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

const noPredictions = (): PredictedScores => ({
  predicted: new Int32Array(),
  scores: [],
  weights: new Float64Array(),
  rows: 0,
});
