import { TRIANGLE_FIELDS } from '../../contract';
import type { MeasureInputs, MeasureResult, Parameters, ResultTable } from '../measure';
import { undefinedResult } from '../results';
import { wilsonInterval } from '../statistics';

const DAY_MS = 86_400_000;

const COLUMNS: ResultTable['columns'] = [
  { name: TRIANGLE_FIELDS.day, type: 'time' },
  { name: TRIANGLE_FIELDS.age, type: 'number', unit: 'd' },
  { name: TRIANGLE_FIELDS.coverage, type: 'number', unit: 'percentunit' },
  { name: TRIANGLE_FIELDS.arrived, type: 'number', unit: 'short' },
  { name: TRIANGLE_FIELDS.served, type: 'number', unit: 'short' },
  { name: TRIANGLE_FIELDS.complete, type: 'boolean' },
];

/**
 * Labels by the day of the prediction and the age of the label, added up over the ages: how much of each day is there
 * after one day, two days and so on. Ages that no prediction of a day has yet are left out, and those that some have
 * not are marked, for more may come. The value is the coverage of all days together.
 *
 * @example 10 predictions on a day, 3 labels within the first day and 2 in the second: 0.3 and 0.5
 */
export function labelTriangle({ days, asOf }: MeasureInputs['triangle'], params: Parameters): MeasureResult {
  const rows = days.reduce((sum, day) => sum + day.rows, 0);
  const served = days.reduce((sum, day) => sum + day.served, 0);
  const arrived = days.reduce((sum, { arrivedByAge }) => sum + arrivedByAge.reduce((a, b) => a + b, 0), 0);
  if (!(served > 0)) return undefinedResult('no answered predictions', { rows, weight: served });
  const coverage = arrived / served;
  return {
    value: coverage,
    interval: wilsonInterval({ share: coverage, n: rows }) ?? undefined,
    rows,
    weight: served,
    coverage,
    table: { columns: COLUMNS, rows: days.flatMap((day) => rowsOf(day, asOf, Number(params.maximumAge))) },
  };
}

/** In the order of the columns. */
function rowsOf(
  { day, served, arrivedByAge }: MeasureInputs['triangle']['days'][number],
  asOf: number,
  maximumAge: number,
): ResultTable['rows'] {
  const rows: ResultTable['rows'] = [];
  let arrived = 0;
  for (let age = 1; age <= maximumAge && day + (age - 1) * DAY_MS < asOf; age++) {
    arrived += arrivedByAge[age - 1] ?? 0;
    // The last prediction of the day is nearly a day younger than the first.
    rows.push([day, age, arrived / served, arrived, served, day + (age + 1) * DAY_MS <= asOf]);
  }
  return rows;
}
