import type { ChangeRecord, CostRecord, QuarantineRecord } from '../../contract';
import type { Selection } from '../requests';
import type { Cell } from './database';
import type { Engine } from './engine';
import { dictionaryOfDimension, dimensionColumn } from './filters';
import { plain, sourceOf } from './source';
import { text, time } from './quote';

const everything = (model: string): Selection => ({ model, from: -Infinity, to: Infinity, filters: [] });
const textOrNull = (cell: Cell | undefined): string | null => (typeof cell === 'string' ? cell : null);

/** Values of a dimension ever seen, most frequent first. */
export async function dimensionValues(
  engine: Engine,
  model: string,
  dimension: string,
  limit: number,
): Promise<string[]> {
  engine.layouts.require(model);
  engine.layouts.requireDimension(model, dimension);
  const { texts } = engine.dictionaries.of(model, dictionaryOfDimension(dimension));
  const values = sourceOf(engine, everything(model), [
    { name: 'code', of: (layout) => dimensionColumn(layout, dimension) },
  ]);
  const rows = await engine.database.rows(
    `SELECT code FROM ${values} WHERE code IS NOT NULL GROUP BY code ORDER BY count(*) DESC, code
      LIMIT ${Math.max(0, Math.floor(limit))}`,
  );
  return rows.map(([code]) => texts[Number(code)]!);
}

export async function timeRange(
  engine: Engine,
  model: string,
): Promise<{ from: number; to: number; rows: number } | null> {
  if (engine.layouts.of(model).length === 0) return null;
  const source = sourceOf(engine, everything(model), [plain('ts')]);
  const [row] = await engine.database.rows(`SELECT min(ts), max(ts), count(*) FROM ${source}`);
  const [from, to, rows] = row!.map(Number);
  return rows === 0 ? null : { from: from!, to: to!, rows: rows! };
}

export async function countRows(engine: Engine, selection: Selection): Promise<number> {
  const source = sourceOf(engine, selection, [plain('ts')]);
  const [row] = await engine.database.rows(`SELECT count(*) FROM ${source}`);
  return Number(row![0]);
}

export async function lastRowNumber(engine: Engine, model: string): Promise<number> {
  if (engine.layouts.of(model).length === 0) return 0;
  const source = sourceOf(engine, everything(model), [plain('number')]);
  const [row] = await engine.database.rows(`SELECT coalesce(max(number), 0)::DOUBLE FROM ${source}`);
  return Number(row![0]);
}

export async function readChanges(
  { database }: Engine,
  { model, from, to }: { model?: string; from: number; to: number },
): Promise<ChangeRecord[]> {
  const ofModel = model === undefined ? '' : `AND model = ${text(model)}`;
  const rows = await database.rows(
    `SELECT id, ts, change, model, version, description, status, received FROM changes
      WHERE ts >= ${time(from)} AND ts < ${time(to)} ${ofModel} ORDER BY ts, rowid`,
  );
  return rows.map(([id, ts, change, of, version, description, status, received]) => ({
    kind: 'change',
    id: textOrNull(id),
    ts: Number(ts),
    change: String(change),
    model: String(of),
    version: textOrNull(version),
    text: String(description),
    status: textOrNull(status),
    receivedAt: Number(received),
  }));
}

export async function readCosts(
  { database }: Engine,
  { model, from, to }: { model: string; from: number; to: number },
): Promise<CostRecord[]> {
  const rows = await database.rows(
    `SELECT ts, model, version, infrastructure, storage, retraining, currency, received FROM costs
      WHERE ts >= ${time(from)} AND ts < ${time(to)} AND model = ${text(model)} ORDER BY ts, rowid`,
  );
  return rows.map(([ts, of, version, infrastructure, storage, retraining, currency, received]) => ({
    kind: 'cost',
    ts: Number(ts),
    model: String(of),
    version: textOrNull(version),
    infrastructure: Number(infrastructure),
    storage: Number(storage),
    retraining: Number(retraining),
    currency: String(currency),
    receivedAt: Number(received),
  }));
}

/** The newest first. */
export async function readQuarantine(
  { database }: Engine,
  { model, limit }: { model?: string; limit: number },
): Promise<QuarantineRecord[]> {
  const rows = await database.rows(
    `SELECT posted, code, path, message, model, raw, received FROM quarantine
      ${model === undefined ? '' : `WHERE model = ${text(model)}`}
      ORDER BY received DESC, rowid DESC LIMIT ${Math.max(0, Math.floor(limit))}`,
  );
  return rows.map(([posted, code, path, message, of, raw, received]) => ({
    kind: 'quarantine',
    posted: String(posted),
    code: String(code),
    path: String(path),
    message: String(message),
    model: textOrNull(of),
    raw: String(raw),
    receivedAt: Number(received),
  }));
}
