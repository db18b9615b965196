import { type TimeRange } from '@grafana/data';

const PAGE = '/a/modelwatch-investigations-app/investigation';

/** The app's investigation of a model over a time range, its focus and filters as the labels say. */
export function investigationUrl(
  model: string,
  range: TimeRange,
  focus: Record<string, string> = {},
): string {
  const search = new URLSearchParams({
    model,
    from: String(range.from.valueOf()),
    to: String(range.to.valueOf()),
  });
  for (const [name, value] of Object.entries(focus)) {
    if (value !== '') search.append(name, value);
  }
  return `${PAGE}?${search}`;
}
