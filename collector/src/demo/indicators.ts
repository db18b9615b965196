import { renderTable } from '../cli/renderTable';
import { formatValue } from '../cli/formatValue';
import { findMeasure, type Frame, type Query, TABLE_FIELDS } from '../contract';
import type { QueryEngine } from '../query';

/** What the demo shows of a window: a row each. */
const INDICATORS: { measure: string; title: string; params?: Query['params']; features?: string[] }[] = [
  { measure: 'serving.requests', title: 'requests' },
  { measure: 'serving.availability', title: 'availability' },
  { measure: 'serving.latency', title: 'latency p50', params: { quantile: 0.5 } },
  { measure: 'serving.latency', title: 'latency p95', params: { quantile: 0.95 } },
  { measure: 'serving.latency', title: 'latency p99', params: { quantile: 0.99 } },
  { measure: 'cost.perPrediction', title: 'cost per prediction' },
  { measure: 'performance.rocAuc', title: 'ROC AUC' },
  { measure: 'performance.accuracy', title: 'accuracy' },
  { measure: 'labels.coverage', title: 'labels arrived' },
  { measure: 'labels.lag', title: 'label lag, median' },
  {
    measure: 'fairness.demographicParityDifference',
    title: 'parity difference, sex',
    params: { segment: 'sex' },
  },
  { measure: 'drift.psi', title: 'drift of the score (PSI)', features: ['@score'] },
  { measure: 'drift.psi', title: 'drift of AGEP (PSI)', features: ['AGEP'] },
  { measure: 'quality.missingRate', title: 'AGEP missing', features: ['AGEP'] },
];

export interface Window {
  title: string;
  from: number;
  to: number;
}

/** One column of a table frame, by its name. */
export const columnOf = (frame: Frame, name: string): (number | string | boolean | null)[] =>
  frame.fields.find((field) => field.name === name)?.values ?? [];

async function askIndicator(
  query: QueryEngine,
  model: string,
  row: (typeof INDICATORS)[number],
  window: Window,
) {
  const { measure, params, features } = row;
  const frame = await query.run({
    query: { measure, model, params, features, shape: 'table' },
    range: { from: window.from, to: window.to },
  });
  const first = (name: string) => columnOf(frame, name)[0] ?? null;
  const unit = findMeasure(measure)?.unit;
  const [value, lower, upper] = [TABLE_FIELDS.value, TABLE_FIELDS.lower, TABLE_FIELDS.upper].map(first);
  const bounds =
    lower === null || upper === null ? '' : ` [${formatValue(lower, unit)}, ${formatValue(upper, unit)}]`;
  const shown = value === null ? String(first(TABLE_FIELDS.reason) ?? 'none') : formatValue(value, unit);
  return [`${shown}${bounds}`, String(first(TABLE_FIELDS.verdict) ?? '')];
}

/** A table of the service level indicators of windows, side by side, each with its interval and verdict. */
export async function renderIndicators(
  query: QueryEngine,
  model: string,
  windows: Window[],
): Promise<string> {
  const columns = [
    { title: 'indicator' },
    ...windows.flatMap((window) => [{ title: window.title, align: 'right' as const }, { title: 'verdict' }]),
  ];
  const rows: string[][] = [];
  for (const row of INDICATORS) {
    const cells: string[] = [row.title];
    for (const window of windows) cells.push(...(await askIndicator(query, model, row, window)));
    rows.push(cells);
  }
  return renderTable(columns, rows);
}
