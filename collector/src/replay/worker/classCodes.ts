import type { Column, RowBatch } from '../../store';
import type { ScoredRows, ScorePlan } from '../scoring';

export const NO_CLASS = -1;

/**
 * Numbers for classes, the same for what was logged, for labels and for every version: of a binary model 1 is the
 * positive class and 0 any other; else the names are numbered as they come.
 */
export class ClassCodes {
  private readonly known = new Map<string, number>();

  constructor(private readonly plan: ScorePlan) {}

  ofName(name: string): number {
    if (this.plan.task === 'binary') return name === this.plan.positiveClass ? 1 : 0;
    const code = this.known.get(name) ?? this.known.size;
    this.known.set(name, code);
    return code;
  }

  /** Codes of a column of names, looked up once per name. */
  ofColumn(column: Column & { type: 'category' }, rows: number): Int32Array {
    const codes = new Int32Array(rows).fill(NO_CLASS);
    if (this.plan.task === 'regression') return codes;
    const byEntry = column.dictionary.map((name) => this.ofName(name));
    for (let row = 0; row < rows; row++) codes[row] = byEntry[column.codes[row]!] ?? NO_CLASS;
    return codes;
  }

  /** Classes that a version predicts: by the model's threshold, or the likeliest. */
  ofScores({ scores, classes }: ScoredRows, plan: ScorePlan): Int32Array {
    const codes = new Int32Array(scores.length).fill(NO_CLASS);
    if (plan.task === 'binary') {
      for (let row = 0; row < codes.length; row++) {
        const score = scores[row]!;
        if (score === score) codes[row] = score >= plan.threshold ? 1 : 0;
      }
    } else if (classes && plan.classes) {
      const byColumn = plan.classes.map((name) => this.ofName(name));
      for (let row = 0; row < codes.length; row++) codes[row] = byColumn[classes[row]!] ?? NO_CLASS;
    }
    return codes;
  }
}

/** Which rows have a label, whatever it is. */
export const hasLabelAt = (batch: Pick<RowBatch, 'labels'>): ((row: number) => boolean) => {
  const { codes } = batch.labels;
  return (row) => codes[row]! >= 0;
};
