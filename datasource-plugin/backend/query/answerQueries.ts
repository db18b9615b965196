import { type SendToCollector } from '../collector';
import { type Failure, asFailure } from '../failure';
import { QUERY_TIMEOUT_MS } from '../limits';
import { refusal } from '../problem';
import {
  type DataQueryMessage,
  type DataResponse,
  type QueryDataRequest,
  type QueryDataResponse,
} from '../protocol';
import { type Settings, type SettingsCache } from '../settings';
import { isOfAnnotations, prepareAnnotations } from './prepareAnnotations';
import { parseModel, prepareQuery } from './prepareQuery';

const ARROW = 'application/vnd.apache.arrow.file';

export interface QueryRoom {
  settings: SettingsCache;
  send: SendToCollector;
  /** Told of each query that was answered, with the error where it is one. */
  observe: (durationMs: number, failure: Failure | null) => void;
}

function isFromAlert(headers: Record<string, string>): boolean {
  return Object.entries(headers).some(
    ([name, value]) => name.toLowerCase() === 'fromalert' && value === 'true',
  );
}

async function fetchFrame(
  room: QueryRoom,
  settings: Settings,
  message: DataQueryMessage,
  fromAlert: boolean,
  cancelled: AbortSignal,
): Promise<Uint8Array> {
  const stored = parseModel(message.json);
  const asked = isOfAnnotations(stored)
    ? { path: '/v1/annotations', body: prepareAnnotations(stored, message) }
    : { path: '/v1/query', body: prepareQuery(message, fromAlert) };
  const answer = await room.send(settings, {
    method: 'POST',
    path: asked.path,
    body: JSON.stringify(asked.body),
    accept: ARROW,
    timeoutMs: QUERY_TIMEOUT_MS,
    cancelled,
  });
  if (answer.status !== 200 || !answer.contentType.startsWith(ARROW)) throw refusal(settings.url, answer);
  return answer.body;
}

/** Answers every query that was asked: with the frame that the collector encoded, untouched, or with an error. */
export async function answerQueries(
  room: QueryRoom,
  request: QueryDataRequest,
  cancelled: AbortSignal,
): Promise<QueryDataResponse> {
  const fromAlert = isFromAlert(request.headers);
  const answerOne = async (message: DataQueryMessage): Promise<[string, DataResponse]> => {
    const started = performance.now();
    try {
      const settings = room.settings.read(request.pluginContext);
      const frame = await fetchFrame(room, settings, message, fromAlert, cancelled);
      room.observe(performance.now() - started, null);
      return [message.refId, { frames: [frame], status: 200 }];
    } catch (error) {
      const failure = asFailure(error);
      room.observe(performance.now() - started, failure);
      return [message.refId, { error: failure.message, status: failure.status, errorSource: failure.source }];
    }
  };
  return { responses: Object.fromEntries(await Promise.all(request.queries.map(answerOne))) };
}
