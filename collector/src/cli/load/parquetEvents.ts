import type { ModelSpec } from '../../contract';
import { openParquet } from '../../store';
import type { Event, LogFile } from './eventLog';
import { type ColumnPlan, planColumns, takeAnswer } from './parquetColumns';

/** Asks for a registered model; null where there is none of that name. */
export type ModelOf = (name: string) => Promise<ModelSpec | null>;

/** What of a flat file goes where: the features and segments that a model's schema names. */
function columnsOf(plan: ColumnPlan, model: ModelSpec | null): ColumnPlan['inside'] {
  if (!model || plan.kind !== 'predictions') return plan.inside;
  const named = (container: 'features' | 'segments', declared: readonly { name: string }[]) =>
    plan.own.includes(container)
      ? []
      : plan.others
          .filter((column) => declared.some(({ name }) => name === column))
          .map((column) => ({ column, container, name: column }));
  return [...plan.inside, ...named('features', model.features), ...named('segments', model.segments ?? [])];
}

function assemble(
  plan: ColumnPlan,
  row: Event,
  model: ModelSpec | null,
  inside: ColumnPlan['inside'],
): Event {
  const event: Event = {};
  for (const field of plan.own) if (row[field] !== undefined) event[field] = row[field];
  if (plan.kind === 'features') event.values ??= Object.create(null);
  for (const { column, container, name } of inside) {
    if (row[column] === undefined) continue;
    event[container] ??= Object.create(null);
    (event[container] as Event)[name] = row[column];
  }
  if (plan.kind === 'predictions') {
    const answer = takeAnswer(plan, row, model);
    if (answer === undefined) delete event.prediction;
    else event.prediction = answer;
  }
  return event;
}

/**
 * The events of a Parquet file, one of each row, as they would stand in NDJSON. The structs and maps of a nested file
 * are taken as they are; of a flat file the models' schemas say which columns are features and segments.
 */
export async function* readParquetEvents(
  { path, kind }: LogFile,
  modelOf: ModelOf,
  tell: (sentence: string) => void,
): AsyncGenerator<Event, void, void> {
  const file = await openParquet(path);
  try {
    const plan = planColumns(path, kind, file.columns);
    const models = new Map<unknown, { spec: ModelSpec | null; inside: ColumnPlan['inside'] }>();
    for await (const row of file.read(file.columns.map(({ name }) => name))) {
      let known = models.get(row.model);
      if (!known) {
        const isAsked = kind === 'predictions' && typeof row.model === 'string';
        const spec = isAsked ? await modelOf(row.model as string) : null;
        known = { spec, inside: columnsOf(plan, spec) };
        models.set(row.model, known);
      }
      yield assemble(plan, row, known.spec, known.inside);
    }
    const used = new Set([...models.values()].flatMap(({ inside }) => inside.map(({ column }) => column)));
    const leftOut = plan.others.filter((name) => !used.has(name));
    if (leftOut.length > 0 && models.size > 0) {
      tell(`${path}: the columns ${leftOut.join(', ')} belong to no field of ${kind} and are left out.`);
    }
  } finally {
    file.close();
  }
}

/** Moments of a Parquet file, without reading anything else of it. */
export async function* readParquetTimes(path: string, column: string): AsyncGenerator<unknown, void, void> {
  const file = await openParquet(path);
  try {
    if (!file.columns.some(({ name }) => name === column)) return;
    for await (const row of file.read([column])) yield row[column];
  } finally {
    file.close();
  }
}
