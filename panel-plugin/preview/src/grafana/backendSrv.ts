import { type BackendSrv, type BackendSrvRequest, type FetchResponse } from '@grafana/runtime';
import { type Query } from '@modelwatch/collector/contract';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { type Collector, CollectorProblem } from '../collector';

const RESOURCE = /^\/?api\/datasources\/uid\/[^/]+\/resources\/(.*)$/;
const HEALTH = /^\/?api\/datasources\/uid\/[^/]+\/health$/;
const DATA_SOURCE_QUERY = /^\/?api\/ds\/query(\?|$)/;
/** The fields that the data source's backend passes on to the collector. */
const QUERY_FIELDS = [
  'measure',
  'model',
  'version',
  'baseline',
  'features',
  'groupBy',
  'filters',
  'window',
  'asOf',
  'shape',
  'as',
  'params',
] as const;

interface DataSourceRequest {
  queries: (Record<string, unknown> & { refId: string })[];
  from: string;
  to: string;
}

/** Grafana's HTTP interface, as far as the plugins use it, answered by the collector without a Grafana between. */
export function makeBackendSrv(collector: Collector): BackendSrv {
  const answer = async (request: BackendSrvRequest): Promise<unknown> => {
    const resource = RESOURCE.exec(request.url);
    if (resource) {
      const path = `/v1/${resource[1]}${searchOf(request.params)}`;
      if (request.responseType === 'text') return collector.text(path);
      if (request.method === 'PUT') return collector.put(path, request.data);
      return request.method === 'POST' ? collector.post(path, request.data) : collector.get(path);
    }
    if (HEALTH.test(request.url)) return checkHealth(collector);
    if (DATA_SOURCE_QUERY.test(request.url))
      return answerQueries(collector, request.data as DataSourceRequest);
    throw new CollectorProblem(404, `This page has nothing at ${request.url}.`);
  };
  const fetchOne = async (request: BackendSrvRequest): Promise<FetchResponse<unknown>> => {
    const shared = {
      config: request,
      headers: new Headers(),
      redirected: false,
      type: 'basic',
      url: request.url,
    } as const;
    try {
      const data = await answer(request);
      return { ...shared, data, ok: true, status: 200, statusText: 'OK' };
    } catch (error) {
      const status = error instanceof CollectorProblem ? error.status : 502;
      const message = error instanceof Error ? error.message : String(error);
      // Grafana's own rejects with the response.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw { ...shared, data: { message }, ok: false, status, statusText: message };
    }
  };
  const fetch = <T>(request: BackendSrvRequest): Observable<FetchResponse<T>> =>
    from(fetchOne(request) as Promise<FetchResponse<T>>);
  const send =
    (method: string) =>
    async <T>(url: string, data?: unknown): Promise<T> => {
      const isRead = method === 'GET';
      const body = isRead ? { params: data as Record<string, unknown> | undefined } : { data };
      return (await lastValueFrom(fetch<T>({ url, method, ...body }))).data;
    };
  return {
    fetch,
    chunked: () => from([]),
    get: send('GET'),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
    delete: send('DELETE'),
    request: async <T>(request: BackendSrvRequest) => (await lastValueFrom(fetch<T>(request))).data,
    datasourceRequest: (request: BackendSrvRequest) => lastValueFrom(fetch(request)),
  } as unknown as BackendSrv;
}

function searchOf(params: Record<string, unknown> | undefined): string {
  const given = Object.entries(params ?? {}).filter(([, value]) => value !== undefined && value !== null);
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value as string | number)]))}`;
}

async function checkHealth(collector: Collector): Promise<unknown> {
  try {
    const models = await collector.models();
    const count = models.length === 1 ? '1 model' : `${models.length} models`;
    return { status: 'OK', message: `The collector answers and watches ${count}.` };
  } catch (error) {
    return { status: 'ERROR', message: error instanceof Error ? error.message : String(error) };
  }
}

/** As Grafana answers: a frame or an error for each query, whatever became of the others. */
async function answerQueries(collector: Collector, request: DataSourceRequest): Promise<unknown> {
  const range = { from: Number(request.from), to: Number(request.to) };
  const answers = request.queries.map(async (asked) => {
    const given = QUERY_FIELDS.filter((field) => asked[field] !== undefined && asked[field] !== '');
    const query = Object.fromEntries(given.map((field) => [field, asked[field]])) as Query;
    try {
      return [asked.refId, { status: 200, frames: [await collector.queryJson(query, range, asked.refId)] }];
    } catch (error) {
      const status = error instanceof CollectorProblem ? error.status : 502;
      return [
        asked.refId,
        { status, error: error instanceof Error ? error.message : String(error), frames: [] },
      ];
    }
  });
  return { results: Object.fromEntries(await Promise.all(answers)) as unknown };
}
