import type { ModelSpec, VersionSpec } from '../../contract';

/** How the output of a version becomes one score and, where there are classes, one class per row. */
export interface ScorePlan {
  task: ModelSpec['task'];
  output: string;
  /** Of the columns of `output`, where they are known. */
  classes: string[] | null;
  positiveClass: string | null;
  threshold: number;
}

export const DEFAULT_THRESHOLD = 0.5;

export function planScores(outputs: NonNullable<VersionSpec['outputs']>, model: ModelSpec): ScorePlan {
  const output = model.task === 'regression' ? outputs.value : outputs.probabilities;
  if (output === undefined) throw new TypeError(`a version without scores was registered for ${model.model}`);
  return {
    task: model.task,
    output,
    classes: outputs.classes ?? model.classes ?? null,
    positiveClass: model.positiveClass === undefined ? null : String(model.positiveClass),
    threshold: model.threshold ?? DEFAULT_THRESHOLD,
  };
}

/**
 * The column of the positive class. Where the file does not name its classes it is the second one: exporters write
 * the classes in sorted order, the negative one first.
 */
export function positiveColumn(plan: ScorePlan, columns: number): number {
  if (columns === 1) return 0;
  const named = plan.positiveClass === null ? -1 : (plan.classes?.indexOf(plan.positiveClass) ?? -1);
  return named >= 0 && named < columns ? named : 1;
}
