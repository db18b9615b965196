import { type DataFrame, dataFrameFromJSON, type DataFrameJSON } from '@grafana/data';
import {
  type ChangeRecord,
  type FrameJson,
  type MeasureDefinition,
  type ModelEntry,
  type Query,
} from '@modelwatch/collector/contract';

/** A model as the collector lists it. */
export type ListedModel = ModelEntry & {
  production: string | null;
  timeRange: { from: number; to: number } | null;
};

/** The collector's HTTP interface, as far as the page asks it. */
export class Collector {
  constructor(private readonly base: string) {}

  async models(): Promise<ListedModel[]> {
    return ((await this.get('/v1/models')) as { models: ListedModel[] }).models;
  }

  async measures(): Promise<MeasureDefinition[]> {
    return ((await this.get('/v1/catalogue')) as { measures: MeasureDefinition[] }).measures;
  }

  async changes(): Promise<ChangeRecord[]> {
    return ((await this.get('/v1/changes')) as { changes: ChangeRecord[] }).changes;
  }

  get(path: string): Promise<unknown> {
    return this.ask(path, { headers: { Accept: 'application/json' } });
  }

  post(path: string, data: unknown): Promise<unknown> {
    return this.send('POST', path, data);
  }

  put(path: string, data: unknown): Promise<unknown> {
    return this.send('PUT', path, data);
  }

  /** An answer that is a file. */
  async text(path: string): Promise<string> {
    const response = await fetch(this.base + path);
    if (response.ok) return response.text();
    throw new CollectorProblem(response.status, `The collector answered ${response.status}.`);
  }

  private send(method: string, path: string, data: unknown): Promise<unknown> {
    const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
    return this.ask(path, { headers, method, body: JSON.stringify(data) });
  }

  async queryJson(query: Query, range: { from: number; to: number }, refId: string): Promise<FrameJson> {
    const body = JSON.stringify({
      query,
      range: { from: Math.floor(range.from), to: Math.floor(range.to) },
      refId,
    });
    const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
    return (await this.ask('/v1/query', { method: 'POST', headers, body })) as FrameJson;
  }

  /** The answers of several queries, as of a panel: named A, B, ... */
  async query(queries: Query[], range: { from: number; to: number }): Promise<DataFrame[]> {
    return Promise.all(
      queries.map(async (query, index) => {
        const answer = await this.queryJson(query, range, String.fromCharCode(65 + index));
        // What the contract calls FrameJson is what Grafana calls DataFrameJSON, field by field.
        return dataFrameFromJSON(answer as unknown as DataFrameJSON);
      }),
    );
  }

  private async ask(path: string, request: RequestInit): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(this.base + path, request);
    } catch {
      throw new Error(`The collector at ${this.base} does not answer. Is it running?`);
    }
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return body;
    throw new CollectorProblem(
      response.status,
      problemOf(body) ?? `The collector answered ${response.status}.`,
    );
  }
}

export class CollectorProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

function problemOf(body: unknown): string | undefined {
  const { detail, message } = (body ?? {}) as { detail?: unknown; message?: unknown };
  return [detail, message].find((text): text is string => typeof text === 'string');
}
