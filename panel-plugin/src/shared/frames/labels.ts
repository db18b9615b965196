import { type DataFrame, type Field, FieldType } from '@grafana/data';
import { textAt } from './cells';

/** What tells the rows of a frame apart beside its own columns: every text field whose name is not one of those. */
export function labelsOf(
  frame: DataFrame,
  ownNames: ReadonlySet<string>,
): (row: number) => Record<string, string> {
  const fields: Field[] = frame.fields.filter(
    (field) => field.type === FieldType.string && !ownNames.has(field.name),
  );
  return (row) => Object.fromEntries(fields.map((field) => [field.name, textAt(field, row)]));
}

/** A label that is the same everywhere (the model, mostly) tells nothing and only takes room. */
export function dropCommonLabels<T extends { labels: Record<string, string> }>(items: T[]): T[] {
  const names = [...new Set(items.flatMap(({ labels }) => Object.keys(labels)))];
  const telling = new Set(names.filter((name) => new Set(items.map(({ labels }) => labels[name])).size > 1));
  return items.map((item) => ({
    ...item,
    labels: Object.fromEntries(Object.entries(item.labels).filter(([name]) => telling.has(name))),
  }));
}
