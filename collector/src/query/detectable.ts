import type { Notice, Verdict } from '../contract';
import { type MeasureInputs, type MeasureResult, smallestDetectableShift } from '../measures';
import type { QueryPlan } from './plan';

/** The column that a table has of it. */
const DETAIL = 'would have shown';

/**
 * What an "ok" of drift leaves possible: beside the value stands the smallest shift that the rule, at this size of the
 * window, would have shown eight times in ten. Left out of series, which have no place for it, and of alerts.
 */
export function withDetectableShift(
  plan: QueryPlan,
  input: MeasureInputs[keyof MeasureInputs],
  result: MeasureResult,
  { verdict, threshold }: { verdict: Verdict | null; threshold: number | null },
): MeasureResult {
  const { definition, shape, fromAlert } = plan;
  if (verdict !== 'ok' || threshold === null || fromAlert || shape === 'series') return result;
  if (definition.input !== 'bins') return result;
  const found = smallestDetectableShift(definition.id, input as MeasureInputs['bins'], threshold);
  if (!found) return result;
  const { shift, alternative } = found;
  const told = shift === null ? `no share ${alternative}` : `${shown(shift, alternative)} ${alternative}`;
  return { ...result, details: { ...result.details, [DETAIL]: told } };
}

/** Shares as percent, deviations with two digits. */
const shown = (shift: number, alternative: string): string =>
  alternative.startsWith('of the rows')
    ? `${Number((shift * 100).toPrecision(2))} %`
    : String(Number(shift.toPrecision(2)));

/** A snapshot has no column for it, so that a notice says it of a few. */
const MOST_TOLD = 3;

export function noticeOfDetectable(
  { shape }: QueryPlan,
  cells: readonly { labels: Record<string, string>; result: MeasureResult }[],
): Notice | null {
  if (shape !== 'snapshot') return null;
  const told = cells.flatMap(({ labels, result }) => {
    const detail = result.details?.[DETAIL];
    return detail === undefined ? [] : [`${labels.feature}: ${detail}`];
  });
  if (told.length === 0) return null;
  const more = told.length > MOST_TOLD ? `; ${told.length - MOST_TOLD} more in the table` : '';
  return {
    severity: 'info',
    text: `Ok means that nothing larger was there; smallest shifts that would have shown 8 times in 10: ${told.slice(0, MOST_TOLD).join('; ')}${more}.`,
  };
}
