import { SCORE_TENTHS } from '../../contract';
import { positiveClassOf } from '../classes';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputReader, labelsOf } from './cell';

/** Of the measures whose rows say so; a calibration error of other bins than tenths needs the scores. */
const isToldFromBins = ({ definition, params }: QueryPlan): boolean =>
  definition.accuracy !== 'raw' && Number(params.bins ?? SCORE_TENTHS) === SCORE_TENTHS;

/** Labelled, scored rows by distinct score, or in bins. */
export const scores: InputReader<'scores'> = {
  read: async (plan, store, signal) => {
    const groups = await store.countScores(
      {
        ...aggregateOf(plan),
        ...labelsOf(plan),
        positiveClass: positiveClassOf(plan.model!.spec),
        bounded: plan.exact !== true && isToldFromBins(plan),
      },
      signal,
    );
    return groups.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: () => ({
    scores: new Float64Array(),
    positives: new Float64Array(),
    negatives: new Float64Array(),
    rows: 0,
    servedRows: 0,
    served: 0,
  }),
};
