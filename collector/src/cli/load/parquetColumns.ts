import { badRequest, EVENT_SCHEMAS, type EventKind, type ModelSpec } from '../../contract';
import type { Event } from './eventLog';
import { TIME_FIELD } from './shiftEvent';

/** Fields of events that hold named values; a flat file has a column for each value, `features.age` or plain `age`. */
const CONTAINERS = ['features', 'segments', 'values', 'attributions', 'featureTimes'] as const;
const SCORE_PREFIXES = ['prediction.scores.', 'score_'];
const CLASS_COLUMNS = ['prediction.class', 'class'];

/** How the columns of a file become the fields of its events. */
export interface ColumnPlan {
  kind: EventKind;
  /** Fields of the event by their own name, whole. */
  own: string[];
  /** Values of a container, by the column that holds each. */
  inside: { column: string; container: string; name: string }[];
  /** What the model answered, of a file that has no whole `prediction`. */
  answer: AnswerColumns;
  /** Columns that mean something only where the model's schema names them. */
  others: string[];
}

interface AnswerColumns {
  class: string | null;
  score: string | null;
  /** A struct or map of scores by class. */
  scores: string | null;
  /** A score of one class by its column. */
  scoreOf: { column: string; name: string }[];
}

interface FileColumn {
  name: string;
  type: string;
}

const isTimeType = (type: string): boolean => /^(TIMESTAMP|DATE|VARCHAR)/.test(type);

function refuseWrongColumns(path: string, kind: EventKind, columns: readonly FileColumn[]): void {
  const names = columns.map(({ name }) => name);
  const flat = kind === 'features' ? ['values'] : [];
  const required = (EVENT_SCHEMAS[kind].required ?? []).filter((name) => !flat.includes(name));
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw badRequest(
      'parquet-columns',
      `${path} lacks the column ${missing.join(', ')}: a Parquet file of ${kind} has ${required.join(', ')} ` +
        'and the other fields of the event as columns of these names.',
      path,
    );
  }
  const time = columns.find(({ name }) => name === TIME_FIELD[kind])!;
  if (!isTimeType(time.type)) {
    throw badRequest(
      'parquet-columns',
      `${path}: the column ${time.name} is ${time.type}; write it as TIMESTAMP (in UTC) or as ISO 8601 text with its offset.`,
      path,
    );
  }
}

/** Takes a column that is part of the answer; tells whether it is one. */
function takeAnswerColumn(answer: AnswerColumns, column: string): boolean {
  const prefix = SCORE_PREFIXES.find((one) => column.startsWith(one));
  if (prefix) answer.scoreOf.push({ column, name: column.slice(prefix.length) });
  else if (CLASS_COLUMNS.includes(column)) answer.class = column;
  else if (column === 'score') answer.score = column;
  else if (column === 'scores' || column === 'prediction.scores') answer.scores = column;
  else return false;
  return true;
}

/** @throws ModelWatchError `parquet-columns` where the file cannot hold such events */
export function planColumns(path: string, kind: EventKind, columns: readonly FileColumn[]): ColumnPlan {
  refuseWrongColumns(path, kind, columns);
  const fields = Object.keys(EVENT_SCHEMAS[kind].properties);
  const has = (name: string, type = '') =>
    columns.some((one) => one.name === name && one.type.startsWith(type));
  // Beside a whole answer a column named `score` or `class` is a feature like others.
  const isAnswerFlat = kind === 'predictions' && !has('prediction', 'STRUCT');
  const answer: AnswerColumns = { class: null, score: null, scores: null, scoreOf: [] };
  const plan: ColumnPlan = { kind, own: [], inside: [], answer, others: [] };
  for (const { name } of columns) {
    const container = CONTAINERS.find((one) => fields.includes(one) && name.startsWith(`${one}.`));
    if (fields.includes(name)) plan.own.push(name);
    else if (container) plan.inside.push({ column: name, container, name: name.slice(container.length + 1) });
    else if (isAnswerFlat && takeAnswerColumn(answer, name)) continue;
    else if (kind === 'features' && !has('values'))
      plan.inside.push({ column: name, container: 'values', name });
    else plan.others.push(name);
  }
  return plan;
}

/**
 * What the model answered, from the columns of a file. A class stands beside its scores; a bare number means the same
 * as in JSON; `score` alone is the value of a regression, or the score of the positive class, or of the class named.
 */
export function takeAnswer({ answer }: ColumnPlan, row: Event, model: ModelSpec | null): unknown {
  const { prediction } = row;
  if (typeof prediction === 'object' && prediction !== null) {
    return Object.keys(prediction).length > 0 ? prediction : undefined;
  }
  const cell = (column: string | null) => (column === null ? undefined : row[column]);
  const score = cell(answer.score);
  const named = cell(answer.class) ?? prediction;
  const scores = scoresOf(answer, row) ?? scoreAlone(score, named, model);
  if (model?.task === 'regression') return prediction ?? score;
  if (named === undefined) return score ?? (scores && { scores });
  const isBare = scores === undefined && cell(answer.class) === undefined && typeof named === 'number';
  if (isBare && model?.task !== 'multiclass') return named;
  return scores === undefined ? { class: named } : { class: named, scores };
}

function scoresOf({ scores, scoreOf }: AnswerColumns, row: Event): Event | undefined {
  if (scores !== null && row[scores] !== undefined) return row[scores] as Event;
  const given = scoreOf.filter(({ column }) => row[column] !== undefined);
  if (given.length === 0) return undefined;
  return Object.fromEntries(given.map(({ column, name }) => [name, row[column]]));
}

function scoreAlone(score: unknown, named: unknown, model: ModelSpec | null): Event | undefined {
  if (score === undefined) return undefined;
  return { [String(model?.task === 'binary' ? model.positiveClass : named)]: score };
}
