import { type DataFrame, dataFrameFromJSON, type DataFrameJSON } from '@grafana/data';
import { type BackendSrvRequest, getBackendSrv, isFetchError } from '@grafana/runtime';
import {
  type Investigation,
  type InvestigationRequest,
  type MeasureDefinition,
  type Postmortem,
  type PostmortemChange,
  type PostmortemStart,
  type PostmortemSummary,
  type PostmortemVerification,
  type ReplayRequest,
  type ReplayRun,
  type SamplesAnswer,
  type SamplesRequest,
} from '@modelwatch/collector/contract';
import { lastValueFrom } from 'rxjs';
import { DATA_SOURCE_TYPE } from './findDataSource';
import { type Change, type ListedModel, type SliQuery } from './types';

/** What a query came to: its frame, or the sentence why there is none. */
export type SliAnswer = { frame: DataFrame } | { error: string };

interface QueryResults {
  results: Record<string, { frames?: DataFrameJSON[]; error?: string } | undefined>;
}

/** Asks the collector through the data source, whose backend holds the token and checks the user's role. */
export class CollectorClient {
  constructor(private readonly dataSourceUid: string) {}

  async listModels(): Promise<ListedModel[]> {
    return (await this.resource<{ models: ListedModel[] }>('models')).models;
  }

  async listMeasures(): Promise<MeasureDefinition[]> {
    return (await this.resource<{ measures: MeasureDefinition[] }>('catalogue')).measures;
  }

  async listChanges(): Promise<Change[]> {
    return (await this.resource<{ changes: Change[] }>('changes')).changes;
  }

  /** Starts it and comes back at once; viewers are refused. */
  startInvestigation(request: InvestigationRequest): Promise<Investigation> {
    return this.resource('investigations', request);
  }

  getInvestigation(id: string): Promise<Investigation> {
    return this.resource(`investigations/${encodeURIComponent(id)}`);
  }

  /** The latest first. */
  async listInvestigations(): Promise<Investigation[]> {
    return (await this.resource<{ investigations: Investigation[] }>('investigations')).investigations;
  }

  /** Starts it and comes back at once; viewers are refused. */
  startReplay(request: ReplayRequest): Promise<ReplayRun> {
    return this.resource('replays', request);
  }

  getReplay(id: string): Promise<ReplayRun> {
    return this.resource(`replays/${encodeURIComponent(id)}`);
  }

  /** Some predictions of a window, and of the time beside it. */
  readSamples(request: SamplesRequest): Promise<SamplesAnswer> {
    return this.resource('samples', request);
  }

  /** Freezes what the investigation rests on; viewers are refused. */
  startPostmortem(request: PostmortemStart): Promise<Postmortem> {
    return this.resource('postmortems', request);
  }

  /** Those with open actions first. */
  async listPostmortems(): Promise<PostmortemSummary[]> {
    return (await this.resource<{ postmortems: PostmortemSummary[] }>('postmortems')).postmortems;
  }

  getPostmortem(id: string): Promise<Postmortem> {
    return this.resource(`postmortems/${encodeURIComponent(id)}`);
  }

  /** Viewers are refused, and whoever wrote over an older revision. */
  changePostmortem(id: string, change: PostmortemChange): Promise<Postmortem> {
    return this.resource(`postmortems/${encodeURIComponent(id)}`, change, 'PUT');
  }

  /** Draws every figure again and compares; viewers are refused. */
  verifyPostmortem(id: string): Promise<PostmortemVerification> {
    return this.resource(`postmortems/${encodeURIComponent(id)}/verification`, {});
  }

  /** The postmortem as a file. */
  exportPostmortem(id: string, format: 'markdown' | 'html'): Promise<string> {
    const path = `postmortems/${encodeURIComponent(id)}/export?format=${format}`;
    return send<string>({ url: this.urlOf(path), method: 'GET', responseType: 'text' });
  }

  /** One table row each, over a range; a query that fails does not take the others with it. */
  async querySlis(queries: SliQuery[], range: { from: number; to: number }): Promise<SliAnswer[]> {
    const datasource = { type: DATA_SOURCE_TYPE, uid: this.dataSourceUid };
    const asked = queries.map((query) => ({
      ...query,
      shape: 'table',
      datasource,
      maxDataPoints: 1,
      intervalMs: range.to - range.from,
    }));
    const { results } = await send<QueryResults>({
      url: `/api/ds/query?ds_type=${DATA_SOURCE_TYPE}`,
      method: 'POST',
      data: { queries: asked, from: String(range.from), to: String(range.to) },
    });
    return queries.map(({ refId }) => {
      const result = results[refId];
      const frame = result?.frames?.[0];
      if (frame && !result.error) return { frame: dataFrameFromJSON(frame) };
      return { error: result?.error ?? 'The collector gave no answer.' };
    });
  }

  /** What the data source's health check says, in its own words. */
  async checkHealth(): Promise<{ isWell: boolean; message: string }> {
    try {
      const url = `/api/datasources/uid/${encodeURIComponent(this.dataSourceUid)}/health`;
      const health = await send<{ status: string; message: string }>({ url, method: 'GET' });
      return { isWell: health.status === 'OK', message: health.message };
    } catch (error) {
      return { isWell: false, message: messageOf(error) };
    }
  }

  /** What a request changes or starts is its body; without one it is a question. */
  private resource<T>(path: string, body?: object, method: 'POST' | 'PUT' = 'POST'): Promise<T> {
    const url = this.urlOf(path);
    return send<T>(body === undefined ? { url, method: 'GET' } : { url, method, data: body });
  }

  private urlOf(path: string): string {
    return `/api/datasources/uid/${encodeURIComponent(this.dataSourceUid)}/resources/${path}`;
  }
}

/** The sentence in an error, wherever Grafana or the collector put it. */
export function messageOf(error: unknown): string {
  if (isFetchError<{ message?: string; detail?: string } | undefined>(error)) {
    const told = error.data?.message ?? error.data?.detail ?? error.statusText;
    return told && told !== '' ? told : `Grafana answered ${error.status}.`;
  }
  return error instanceof Error ? error.message : String(error);
}

async function send<T>(request: BackendSrvRequest): Promise<T> {
  // Problems are told on the page itself, where they can be understood, and not as a passing note.
  const response = await lastValueFrom(getBackendSrv().fetch<T>({ showErrorAlert: false, ...request }));
  return response.data;
}
