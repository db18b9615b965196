import { type CollectorAnswer, type SendToCollector } from '../collector';
import { type Failure, asFailure } from '../failure';
import { RESOURCE_TIMEOUT_MS } from '../limits';
import { refusal } from '../problem';
import { type CallResourceRequest, type CallResourceResponse } from '../protocol';
import { type SettingsCache } from '../settings';
import { routeResource } from './routes';

const TAKES_BODY = new Set(['POST', 'PUT']);

const respond = (code: number, contentType: string, body: Uint8Array): CallResourceResponse => ({
  code,
  headers: { 'Content-Type': { values: [contentType] }, 'Cache-Control': { values: ['no-store'] } },
  body,
});

/** Problem details, with the sentence as `message` too: that is where Grafana's front end looks for it. */
function respondFailure(failure: Failure): CallResourceResponse {
  // Grafana's front end takes a 401 for the end of its own session: that the collector refuses a token is not that.
  const code = failure.status === 401 ? 502 : failure.status;
  const problem = {
    type: 'about:blank',
    title: failure.code,
    status: code,
    detail: failure.message,
    message: failure.message,
    code: failure.code,
    path: failure.path,
  };
  return respond(code, 'application/problem+json', Buffer.from(JSON.stringify(problem)));
}

/** Passes what the front end asks on to the collector, as far as the routes and the user's role let it. */
export async function callResource(
  room: { settings: SettingsCache; send: SendToCollector },
  request: CallResourceRequest,
  cancelled: AbortSignal,
): Promise<CallResourceResponse> {
  try {
    const role = request.pluginContext?.user?.role ?? null;
    const user = request.pluginContext?.user?.login;
    const question = request.url.indexOf('?');
    const search = question < 0 ? '' : request.url.slice(question);
    const forward = routeResource(request.method, request.path, search, role);
    const settings = room.settings.read(request.pluginContext);
    const answer: CollectorAnswer = await room.send(settings, {
      ...forward,
      accept: 'application/json',
      timeoutMs: RESOURCE_TIMEOUT_MS,
      cancelled,
      ...(TAKES_BODY.has(forward.method) ? { body: request.body.toString('utf8') } : {}),
      ...(user ? { user } : {}),
    });
    if (answer.status < 200 || answer.status >= 300) throw refusal(settings.url, answer);
    return respond(answer.status, answer.contentType || 'application/json', answer.body);
  } catch (error) {
    return respondFailure(asFailure(error));
  }
}
