import {
  createTheme,
  type DataFrame,
  formattedValueToString,
  getDisplayProcessor,
  type Field,
  FieldType,
  getValueFormat,
} from '@grafana/data';
import {
  type MeasureDefinition,
  type ModelSpec,
  type ObjectiveSpec,
  TABLE_FIELDS,
  type Verdict,
} from '@modelwatch/collector/contract';
import { type SliAnswer } from '../collector';

/** The catalogue's four verdicts, and that the question itself failed. */
export type ObjectiveVerdict = Verdict | 'failed';

/** An objective with what became of it in its window. */
export interface ObjectiveStatus {
  title: string;
  window: string;
  /** `at least 99%`, in the unit of the measure. */
  target: string;
  /** Null where there is none. */
  value: string | null;
  verdict: ObjectiveVerdict;
  /** Why, in words. */
  reason: string;
}

/**
 * Holds a value against its objective. The collector says whether the value can be believed (enough rows, labels that
 * have arrived); only then is it compared with the target, in the direction in which the measure is better.
 */
export function judgeObjective(
  objective: ObjectiveSpec,
  measure: MeasureDefinition | undefined,
  model: ModelSpec,
  answer: SliAnswer,
): ObjectiveStatus {
  const frame = 'frame' in answer ? answer.frame : undefined;
  const format = formatterOf(frame, measure);
  const bound = measure?.better === 'lower' ? 'at most' : 'at least';
  const status = {
    title: objective.title ?? measure?.title ?? objective.measure,
    window: objective.window,
    target: `${bound} ${format(objective.target)}`,
  };
  if (!frame)
    return { ...status, value: null, verdict: 'failed', reason: 'error' in answer ? answer.error : '' };
  const read = (name: keyof typeof TABLE_FIELDS): unknown => columnOf(frame, name)?.values[0];
  const value = asNumber(read('value'));
  const shown = value === null ? null : format(value);
  const told = read('verdict');
  if (told === 'immature') {
    return { ...status, value: shown, verdict: 'immature', reason: explainImmature(read('coverage'), model) };
  }
  if (told === 'insufficient' || value === null) {
    const reason = explainInsufficient(read('reason'), read('n'), model);
    return { ...status, value: shown, verdict: 'insufficient', reason };
  }
  const breaches = measure?.better === 'lower' ? value > objective.target : value < objective.target;
  const reason = explainValue(breaches, measure, read('lower'), read('upper'), read('n'), format);
  return { ...status, value: shown, verdict: breaches ? 'breach' : 'ok', reason };
}

function explainValue(
  breaches: boolean,
  measure: MeasureDefinition | undefined,
  lower: unknown,
  upper: unknown,
  rows: unknown,
  format: (value: number) => string,
): string {
  const side = measure?.better === 'lower' ? 'above' : 'below';
  const [low, high] = [asNumber(lower), asNumber(upper)];
  const interval = low !== null && high !== null ? `95 % interval ${format(low)} to ${format(high)}` : '';
  const count = asNumber(rows);
  const parts = [breaches ? `${side} its target` : '', interval, count === null ? '' : inRows(count)];
  return parts.filter((part) => part !== '').join('; ');
}

function explainImmature(coverage: unknown, model: ModelSpec): string {
  const arrived = asNumber(coverage);
  const needed = percent(model.maturity ?? 0.9);
  if (arrived === null) return `labels have not arrived; believed from ${needed} on`;
  return `${percent(arrived)} of the labels have arrived; believed from ${needed} on`;
}

function explainInsufficient(reason: unknown, rows: unknown, model: ModelSpec): string {
  const count = asNumber(rows);
  if (typeof reason === 'string' && reason !== '') return reason;
  if (count === 0) return 'no predictions in the window';
  const least = model.minimumSample ?? 200;
  return count === null ? 'no value in the window' : `${inRows(count)} in the window; ${least} are needed`;
}

const inRows = (count: number): string => (count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`);

const percent = (share: number): string => formattedValueToString(getValueFormat('percentunit')(share, 0));

const asNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

function columnOf(frame: DataFrame, name: keyof typeof TABLE_FIELDS): Field | undefined {
  return frame.fields.find((field) => field.name === TABLE_FIELDS[name]);
}

/** The collector knows the unit best (a currency is the model's); the catalogue's is used where it said nothing. */
function formatterOf(
  frame: DataFrame | undefined,
  measure: MeasureDefinition | undefined,
): (value: number) => string {
  const field = frame && columnOf(frame, 'value');
  const unit = measure?.unit === 'currency' ? undefined : measure?.unit;
  const config = { unit, ...field?.config };
  const process = getDisplayProcessor({ field: { type: FieldType.number, config }, theme: createTheme() });
  return (value) => formattedValueToString(process(value));
}
