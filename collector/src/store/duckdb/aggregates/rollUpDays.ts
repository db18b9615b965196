import { readCells } from '../database';
import type { Engine } from '../engine';
import { text } from '../quote';
import type { Blueprint } from './blueprint';
import { appendCells, CELL_TABLES, readStoredCells, type StoredCell } from './cells';
import { addPacked, CountPacker, type CountsByColumn } from './packCounts';
import { HOUR_MS, HOURS_OF_DAY } from './tables';

const dayOf = `((hour - ((hour % ${HOURS_OF_DAY}) + ${HOURS_OF_DAY}) % ${HOURS_OF_DAY}) // ${HOURS_OF_DAY})`;

/**
 * Adds up the hours of past days that are all counted and unchanged, the newest first; returns how many days. Each day
 * is a transaction, so that no event waits for more than one of them.
 */
export async function rollUpDays(
  engine: Engine,
  model: string,
  { model: number, edition }: Blueprint,
  now: number,
): Promise<number> {
  for (let total = 0; ; total++) {
    const isDone = await engine.database.transact(async (connection) => {
      const [due] = await readCells(
        connection,
        `SELECT day FROM (SELECT ${dayOf} AS day, min(edition) AS lowest FROM aggregate_hours
            WHERE model = ${number} GROUP BY day)
          WHERE lowest = ${edition} AND (day + 1) * ${HOURS_OF_DAY * HOUR_MS}::BIGINT <= ${Math.floor(now)}::BIGINT
            AND day NOT IN (SELECT ${dayOf} FROM aggregate_marks WHERE model = ${text(model)})
            AND day NOT IN (SELECT day FROM aggregate_days WHERE model = ${number} AND edition = ${edition})
          ORDER BY day DESC LIMIT 1`,
      );
      if (!due) return true;
      const day = Number(due[0]);
      const from = day * HOURS_OF_DAY;
      const sums = new Map<string, Omit<StoredCell, 'counts'> & { sums: CountsByColumn }>();
      const isOfDay = `model = ${number} AND hour >= ${from} AND hour < ${from + HOURS_OF_DAY}`;
      for (const cell of await readStoredCells(connection, CELL_TABLES.hours, isOfDay)) {
        const { segment, value, series } = cell;
        const key = `${segment} ${value} ${series}`;
        const sum = sums.get(key) ?? {
          segment,
          value,
          series,
          time: day,
          cost: 0,
          sums: new Map() as CountsByColumn,
        };
        sums.set(key, sum);
        sum.cost += cell.cost;
        addPacked(sum.sums, cell.counts);
      }
      const packer = new CountPacker();
      const cells = [...sums.values()]
        .sort((a, b) => a.segment - b.segment)
        .map(({ sums: counts, ...cell }): StoredCell => {
          for (const [column, values] of counts) packer.add(column, values);
          return { ...cell, counts: packer.take() };
        });
      await connection.run(`DELETE FROM aggregate_days WHERE model = ${number} AND day = ${day}`);
      await connection.run(`DELETE FROM aggregate_day_cells WHERE model = ${number} AND day = ${day}`);
      await appendCells(connection, CELL_TABLES.days, number, cells);
      await connection.run(`INSERT INTO aggregate_days VALUES (${number}, ${day}, ${edition})`);
      return false;
    });
    if (isDone) return total;
  }
}
