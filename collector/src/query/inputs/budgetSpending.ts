import { badRequest } from '../../contract';
import type { BudgetSpending } from '../../measures';
import { bucketsOf, type QueryPlan } from '../plan';
import { DAY_MS, pieceOf, readBookedCosts, startOfDay } from './bookedCosts';
import type { InputReader } from './cell';

/** What was spent on each day of the calendar month in which the range, or a step, ends. */
export const budgetSpending: InputReader<'budgetSpending'> = {
  read: async (plan, store, signal) => {
    refuseFilters(plan);
    const ends = bucketsOf(plan).map((bucket) => ({ bucket, end: endOf(plan, bucket) }));
    const last = Math.max(...ends.map(({ end }) => end));
    const first = Math.min(...ends.map(({ end }) => monthOf(end).start));
    const pieceMs = pieceOf(plan.bucketMs);
    const [booked, counted] = await Promise.all([
      readBookedCosts(plan, store, { from: first, to: last }),
      store.countServing(
        {
          selection: { ...plan.selection, from: first, to: last },
          groupBy: [],
          bucketMs: pieceMs,
          quantiles: [],
        },
        signal,
      ),
    ]);
    const measured = new Map(counted.map(({ bucket, value }) => [bucket!, value]));
    const whose = [null, ...booked.versions];
    return ends.map(({ bucket, end }) => {
      const { start, days: daysInMonth } = monthOf(end);
      const input = { ...nothing(plan), daysInMonth, foreign: booked.foreign };
      for (let day = start; day < end; day += DAY_MS) {
        const passed = Math.min(1, (end - day) / DAY_MS);
        let spent = 0;
        for (const version of whose) {
          const { infrastructure, storage, retraining } = booked.of(day, version);
          spent += (infrastructure + storage + retraining) * passed;
        }
        for (let piece = day; piece < Math.min(end, day + DAY_MS); piece += pieceMs) {
          spent += measured.get(piece)?.cost ?? 0;
          input.rows += measured.get(piece)?.rows ?? 0;
        }
        input.days.push({ spent, passed });
      }
      return { bucket, labels: {}, input };
    });
  },
  empty: (plan) => nothing(plan),
};

const nothing = ({ params, model }: QueryPlan): BudgetSpending => ({
  budget: typeof params.monthlyBudget === 'number' ? params.monthlyBudget : budgetOf(model),
  days: [],
  daysInMonth: 0,
  rows: 0,
  foreign: [],
});

const budgetOf = (model: QueryPlan['model']): number | null => model?.spec.costs?.monthlyBudget ?? null;

/** Costs of days cannot be narrowed down as requests can: half of a sum would be filtered and half not. */
function refuseFilters({ selection, definition }: QueryPlan): void {
  if (selection.filters.length === 0) return;
  throw badRequest(
    'filter-not-expected',
    `$.query.filters: ${definition.id} is of the whole model's month; leave filters and version out.`,
    '$.query.filters',
  );
}

/** What has not happened yet is not spent. */
function endOf({ selection, bucketMs, now }: QueryPlan, bucket: number | null): number {
  const end = bucket === null ? selection.to : Math.min(bucket + bucketMs!, selection.to);
  return Math.min(end, Math.max(now, selection.from + 1));
}

/** The calendar month (UTC) that the moment before `end` lies in. */
function monthOf(end: number): { start: number; days: number } {
  const date = new Date(startOfDay(end - 1));
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  return { start, days: (Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) - start) / DAY_MS };
}
