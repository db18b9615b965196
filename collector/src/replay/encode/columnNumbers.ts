import type { Column } from '../../store';
import type { FeaturePlan } from './planFeature';
import type { RowProblems } from './rowProblems';

/** Writes the numbers of some rows of one column into every `stride`-th place of a tensor's data. */
export type FillNumbers = (
  target: Float32Array | Float64Array,
  offset: number,
  stride: number,
  rows: Int32Array,
  count: number,
  problems: RowProblems,
) => void;

/** Binds a plan to the column of a batch. Categories are looked up once per dictionary entry, not per row. */
export function bindNumbers(plan: FeaturePlan, column: Column): FillNumbers {
  return column.type === 'number' ? bindValues(plan, column.values) : bindCodes(plan, column);
}

function bindValues(plan: FeaturePlan, values: Float64Array): FillNumbers {
  const { missing, isWhole } = plan;
  return (target, offset, stride, rows, count, problems) => {
    for (let k = 0, place = offset; k < count; k++, place += stride) {
      const value = values[rows[k]!]!;
      if (value !== value) {
        if (missing === null) problems.set(k, plan.missingReason);
        else target[place] = missing;
      } else if (isWhole && !Number.isInteger(value)) problems.set(k, `${plan.feature} is no whole number`);
      else target[place] = value;
    }
  };
}

function bindCodes(plan: FeaturePlan, { codes, dictionary }: Column & { type: 'category' }): FillNumbers {
  // By code + 1: the code of a missing value is -1.
  const numbers = new Float64Array(dictionary.length + 1);
  const reasons: (string | null)[] = [plan.missing === null ? plan.missingReason : null];
  numbers[0] = plan.missing ?? 0;
  dictionary.forEach((category, code) => {
    const number = numberOf(plan, category);
    numbers[code + 1] = number ?? 0;
    reasons.push(number === null ? plan.unseenReason : null);
  });
  const canFail = reasons.some((reason) => reason !== null);
  return (target, offset, stride, rows, count, problems) => {
    for (let k = 0, place = offset; k < count; k++, place += stride) {
      target[place] = numbers[codes[rows[k]!]! + 1]!;
    }
    if (!canFail) return;
    for (let k = 0; k < count; k++) {
      const reason = reasons[codes[rows[k]!]! + 1]!;
      if (reason !== null) problems.set(k, reason);
    }
  };
}

function numberOf(plan: FeaturePlan, category: string): number | null {
  if (plan.indices) return plan.indices.get(category) ?? plan.unseen;
  const number = category.trim() === '' ? NaN : Number(category);
  return Number.isFinite(number) && (!plan.isWhole || Number.isInteger(number)) ? number : plan.unseen;
}
