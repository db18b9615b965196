import { formatValue } from '../cli/formatValue';
import { renderTable } from '../cli/renderTable';
import { TABLE_FIELDS } from '../contract';
import type { QueryEngine } from '../query';
import { columnOf, type Window } from './indicators';

const SHOWN_ROWS = 6;

/** Which feature drifted most, and for whom: PSI of every feature by the values of a segment, the greatest first. */
export async function renderDriftRanking(
  query: QueryEngine,
  model: string,
  segment: string,
  window: Window,
): Promise<string> {
  const frame = await query.run({
    query: { measure: 'drift.psi', model, groupBy: [segment], shape: 'table' },
    range: { from: window.from, to: window.to },
  });
  const features = columnOf(frame, 'feature');
  const groups = columnOf(frame, segment);
  const values = columnOf(frame, TABLE_FIELDS.value);
  const verdicts = columnOf(frame, TABLE_FIELDS.verdict);
  const counts = columnOf(frame, TABLE_FIELDS.n);
  const ranked = values
    .map((value, row) => ({ value: typeof value === 'number' ? value : -Infinity, row }))
    .sort((a, b) => b.value - a.value)
    .slice(0, SHOWN_ROWS);
  const columns = [
    { title: 'feature' },
    { title: segment },
    { title: 'PSI', align: 'right' as const },
    { title: 'verdict' },
    { title: 'rows', align: 'right' as const },
  ];
  const rows = ranked.map(({ row }) => [
    String(features[row] ?? ''),
    String(groups[row] ?? ''),
    formatValue(values[row]),
    String(verdicts[row] ?? ''),
    String(counts[row] ?? ''),
  ]);
  return renderTable(columns, rows);
}
