import { CATALOGUE, type MeasureDefinition, type MeasureId } from './catalogue';
import type { ModelSpec } from './model';

type Comparable = MeasureDefinition & { id: MeasureId; better: 'higher' | 'lower' };

/** What a comparison computes of the same rows on both sides. */
const INPUTS = ['confusion', 'scores', 'top', 'residuals', 'groups'];

/** The measures of performance and fairness of a task that have a better direction and one value. */
export const comparableMeasures = (task: ModelSpec['task']): Comparable[] =>
  CATALOGUE.filter(
    (row): row is Comparable =>
      ['performance', 'fairness'].includes(row.family) &&
      INPUTS.includes(row.input) &&
      (row.tasks ?? [task]).includes(task) &&
      row.better !== 'none' &&
      row.ownTable !== true &&
      row.perGroup !== true &&
      row.needsBaseline !== true,
  );
