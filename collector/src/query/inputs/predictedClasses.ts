import { classesOf } from '../classes';
import { aggregateOf, type InputReader } from './cell';
import { mostRows } from './featureRows';
import { predictedClasses as classesOfBaseline } from './predictedClass';

/** What the model answered, beside what the scores of the baseline say it would have. */
export const predictedClasses: InputReader<'predictedClasses'> = {
  read: async (plan, store, signal) => {
    const { spec } = plan.model!;
    const { classes, positive } = classesOf(spec);
    const [sample, counted] = await Promise.all([
      store.sampleBaseline(
        {
          model: spec.model,
          baselineVersion: plan.baseline!.version,
          features: [],
          segments: [],
          classes: positive === undefined ? classes : [],
          limit: mostRows([]),
        },
        signal,
      ),
      store.countPredictions({ ...aggregateOf(plan), classes, positive }, signal),
    ]);
    const baseline = classes.map(() => 0);
    for (const one of classesOfBaseline(spec, sample)) if (one >= 0) baseline[one]! += 1;
    return counted.map(({ value, ...place }) => {
      const current = classes.map(() => 0);
      value.predicted.forEach((one, index) => (current[one]! += value.weights[index]!));
      return { ...place, input: { classes, baseline, current, rows: value.rows } };
    });
  },
  empty: (plan) => {
    const { classes } = classesOf(plan.model!.spec);
    return { classes, baseline: classes.map(() => 1), current: classes.map(() => 0), rows: 0 };
  },
};
