import type { DuckDBConnection } from '@duckdb/node-api';
import { readCells } from '../database';

/** What many cells share: the dimensions that every prediction has (codes, -1 is NULL), and its sample rate. */
export interface SeriesKey {
  version: number;
  environment: number;
  deployment: number;
  rate: number;
}

export interface Series extends SeriesKey {
  number: number;
}

export async function readSeries(connection: DuckDBConnection, model: number): Promise<Series[]> {
  const rows = await readCells(
    connection,
    `SELECT number, version, environment, deployment, rate FROM aggregate_series WHERE model = ${model}`,
  );
  return rows.map((row) => {
    const [number, version, environment, deployment, rate] = row.map(Number);
    return {
      number: number!,
      version: version!,
      environment: environment!,
      deployment: deployment!,
      rate: rate!,
    };
  });
}

export const seriesKey = ({ version, environment, deployment, rate }: SeriesKey): string =>
  [version, environment, deployment, rate].join();
