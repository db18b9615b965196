import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Engine } from '../engine';
import { dimensionColumn } from '../filters';
import { integers, numbers } from '../rowColumns';
import { ANSWERED, plain, type SourceColumn } from '../source';
import type { Blueprint } from './blueprint';
import type { CellPlan } from './cellPlan';
import { CellView } from './cellTable';
import { countInvalid } from './countInvalid';
import { baseFinder } from './placeRows';
import { addCosts, addTurn, slotsOfTurn, widthOf } from './putSlots';
import { readTurns } from './readTurns';
import { FLAGS_SQL } from './serving';
import type { SeriesKey } from './series';
import { ALL_ROWS, HOUR_MS, hourOf } from './tables';

/**
 * Counts the rows of some hours into cells. The values come in columns, in one statement, and are counted here: one
 * pass of the engine with every histogram by every segment took four times as long as this.
 */
export async function countHours(
  engine: Engine,
  connection: DuckDBConnection,
  model: string,
  blueprint: Blueprint,
  plan: CellPlan,
  hours: readonly number[],
  series: readonly SeriesKey[],
  pieces: number,
): Promise<CellView[]> {
  const viewOf = (segment: number): CellView => new CellView(segment, plan.stride, hours, series.length);
  const { segments } = blueprint;
  // Every row has one value of each segment, a missing one too: what all rows count to is the sum over those.
  const views = segments.length === 0 ? [viewOf(ALL_ROWS)] : segments.map(({ number }) => viewOf(number));
  const keys: SourceColumn[] = [
    plain(hourOf('ts'), 'hour'),
    ...['version', 'environment', 'deployment'].map((name) => plain(`coalesce(${name}, -1)`, name)),
    plain('sample_rate', 'rate'),
    ...segments.map(({ name }, index) => ({
      name: `s${index}`,
      of: (layout: Parameters<SourceColumn['of']>[0]) => `coalesce(${dimensionColumn(layout, name)}, -1)`,
    })),
  ];
  const first = keys.length;
  const columns: SourceColumn[] = [
    ...keys,
    plain('status::INTEGER', 'status'),
    plain(FLAGS_SQL, 'flags'),
    plain('coalesce(cost, 0)', 'cost'),
    plain(`CASE WHEN ${ANSWERED} THEN coalesce(class, -1) ELSE -2 END`, 'class'),
    plain(`coalesce(latency, 'NaN'::DOUBLE)`, 'latency'),
    ...plan.columns.map(({ binner }, index) => ({ name: `v${index}`, of: binner.source })),
  ];
  const places = new Map(hours.map((hour, place) => [hour, place]));
  const selection = {
    model,
    from: hours[0]! * HOUR_MS,
    to: (hours.at(-1)! + 1) * HOUR_MS,
    filters: [],
  };
  const isWanted =
    hours.at(-1)! - hours[0]! + 1 === hours.length ? 'true' : `${hourOf('ts')} IN (${hours.join(', ')})`;
  for await (const turn of readTurns(engine, connection, selection, columns, isWanted, pieces)) {
    const rows = turn.reduce((sum, { rowCount }) => sum + rowCount, 0);
    const basesOf = baseFinder(turn, rows, places, series);
    const costs = numbers(turn, first + 2, rows);
    const slots = slotsOfTurn(plan, {
      status: integers(turn, first, rows),
      flags: integers(turn, first + 1, rows),
      classes: integers(turn, first + 3, rows),
      latencies: numbers(turn, first + 4, rows),
      values: plan.columns.map(({ binner }, index) =>
        (binner.kind === 'number' ? numbers : integers)(turn, first + 5 + index, rows),
      ),
    });
    for (const [index, view] of views.entries()) {
      const bases = basesOf(view, index);
      addTurn(view, bases, slots, widthOf(plan));
      addCosts(view, bases, costs, plan.stride);
    }
    await setImmediate();
  }
  await countInvalid(engine, connection, { ...plan, keys, selection, isWanted }, views, places, series);
  if (segments.length === 0) return views;
  const all = viewOf(ALL_ROWS);
  all.addAll(views[0]!);
  return [all, ...views];
}
