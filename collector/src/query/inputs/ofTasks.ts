import { noRankings } from '../../contract';
import { positiveClassOf } from '../classes';
import { keyOf } from '../labelSets';
import { aggregateOf, type InputReader } from './cell';
import { residuals } from './residuals';

/** Errors of a regression beside its labels, of which the best constant is known. */
export const constantForecast: InputReader<'constantForecast'> = {
  read: async (plan, store, signal) => {
    const [errors, counted] = await Promise.all([
      residuals.read(plan, store, signal),
      store.countLabelValues({ ...aggregateOf(plan), asOf: plan.asOf }, signal),
    ]);
    const place = (one: { bucket: number | null; labels: Record<string, string> }): string =>
      `${one.bucket}|${keyOf(one.labels)}`;
    const labelsAt = new Map(counted.map((one) => [place(one), one.value]));
    return errors.map((one) => ({
      ...one,
      input: { residuals: one.input, labels: labelsAt.get(place(one)) ?? noLabels() },
    }));
  },
  empty: (plan, labels) => ({ residuals: residuals.empty(plan, labels), labels: noLabels() }),
};

const noLabels = () => ({ values: new Float64Array(), weights: new Float64Array(), rows: 0 });

/** Labels in the intervals that predictions came with. */
export const forecastIntervals: InputReader<'forecastIntervals'> = {
  read: async (plan, store, signal) => {
    const groups = await store.countCovered({ ...aggregateOf(plan), asOf: plan.asOf }, signal);
    return groups.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: () => ({ served: 0, weight: 0, below: 0, above: 0, width: 0, rows: 0, servedRows: 0 }),
};

/** The order of the predictions of each request. */
export const ranking: InputReader<'ranking'> = {
  read: async (plan, store, signal) => {
    const { spec } = plan.model!;
    const groups = await store.rankRequests(
      {
        ...aggregateOf(plan),
        asOf: plan.asOf,
        k: Number(plan.params.k ?? Number.MAX_SAFE_INTEGER),
        positiveClass: spec.task === 'binary' ? positiveClassOf(spec) : null,
      },
      signal,
    );
    return groups.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: noRankings,
};
