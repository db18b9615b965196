import { type QueryRequest, Query } from '@modelwatch/collector/contract';
import { Failure } from '../failure';
import { type DataQueryMessage } from '../protocol';
import { readRange } from './readRange';
import { refuseUnreplaced } from './unreplaced';

const FIELDS = Object.keys(Query.properties);

/** A field that an editor left empty is a field that was not given. */
function isEmpty(value: unknown): boolean {
  if (value == null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** What Grafana stores of a query. @throws Failure where it is no object */
export function parseModel(json: Buffer): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json.toString('utf8'));
  } catch {
    throw new Failure('The query is no JSON.', 400, 'bad-query');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Failure('The query is no JSON object.', 400, 'bad-query');
  }
  return parsed as Record<string, unknown>;
}

/**
 * What the collector is asked, from what Grafana stores: the fields of the contract, without Grafana's own (`refId`,
 * `hide`, `datasource`) and without empty ones. Whether measure, model and features exist is for the collector to
 * say, which knows them.
 */
export function prepareQuery(message: DataQueryMessage, fromAlert: boolean): QueryRequest {
  const model = parseModel(message.json);
  const query: Record<string, unknown> = {};
  for (const field of FIELDS) if (!isEmpty(model[field])) query[field] = model[field];

  if (typeof query['measure'] !== 'string') {
    throw new Failure(
      'The query names no measure: choose one, for example drift.psi.',
      400,
      'no-measure',
      'downstream',
      '$.measure',
    );
  }
  query['shape'] ??= 'series';
  if (Array.isArray(query['filters'])) {
    const filters = query['filters'].filter((one) => !isEmpty((one as { key?: unknown } | null)?.key));
    const halfway = filters.find((one) => isEmpty((one as { values?: unknown }).values)) as
      { key: string } | undefined;
    if (halfway) {
      throw new Failure(
        `The filter on ${halfway.key} has no value: choose one, or remove the filter.`,
        400,
        'empty-filter',
      );
    }
    if (filters.length > 0) query['filters'] = filters;
    else delete query['filters'];
  }

  refuseUnreplaced(query, fromAlert);
  return {
    query: query as unknown as Query,
    range: readRange(message),
    refId: message.refId,
    ...(message.maxDataPoints >= 1 ? { maxDataPoints: message.maxDataPoints } : {}),
    ...(message.intervalMS >= 1 ? { intervalMs: message.intervalMS } : {}),
    ...(fromAlert ? { fromAlert: true } : {}),
  };
}
