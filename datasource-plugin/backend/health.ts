import { type CollectorAnswer, type SendToCollector } from './collector';
import { Failure, asFailure } from './failure';
import { HEALTH_TIMEOUT_MS } from './limits';
import { parseJson, readProblem, refusal } from './problem';
import { type CheckHealthRequest, type CheckHealthResponse } from './protocol';
import { type Settings, type SettingsCache } from './settings';

/** The names of the registered models; null where the answer is not that of a collector. */
function modelNames(body: unknown): string[] | null {
  const { models } = (body ?? {}) as { models?: { spec: { model: string } }[] };
  return Array.isArray(models) ? models.map((one) => one.spec.model) : null;
}

/** Why a collector is not ready, in its own sentences. */
function notReady(answer: CollectorAnswer): Failure {
  const { conditions } = (parseJson(answer.body) ?? {}) as {
    conditions?: { ok: boolean; message: string }[];
  };
  const failed = Array.isArray(conditions)
    ? conditions.filter((one) => !one.ok).map((one) => one.message)
    : [];
  const why = failed.length > 0 ? failed.join(' ') : (readProblem(answer).detail ?? 'It gives no reason.');
  return new Failure(
    `The collector runs but is not ready. ${why} Try again, or look at its log.`,
    503,
    'not-ready',
  );
}

async function checkCollector(
  send: SendToCollector,
  settings: Settings,
  cancelled: AbortSignal,
): Promise<string> {
  const ask = (path: string) =>
    send(settings, {
      method: 'GET',
      path,
      accept: 'application/json',
      timeoutMs: HEALTH_TIMEOUT_MS,
      cancelled,
    });
  const ready = await ask('/readyz');
  if (ready.status === 503) throw notReady(ready);
  const answer = ready.status === 200 ? await ask('/v1/models') : ready;
  if (answer.status === 404) {
    throw new Failure(
      `${settings.url} answers, but is no Model Watch collector: check the URL, and a path that a proxy may want.`,
      502,
      'no-collector',
    );
  }
  if (answer.status !== 200) throw refusal(settings.url, answer);
  const names = modelNames(parseJson(answer.body));
  if (!names)
    throw new Failure(
      `${settings.url} answers, but is no Model Watch collector: check the URL.`,
      502,
      'no-collector',
    );
  if (names.length === 0) {
    return 'Connected to the collector, which has no models yet: register one with `modelwatch model apply FILE`.';
  }
  const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and others` : names.join(', ');
  return `Connected to the collector, which watches ${names.length === 1 ? 'one model' : `${names.length} models`}: ${shown}.`;
}

/** One sentence: what is well, or what is wrong and what to do about it. */
export async function checkHealth(
  room: { settings: SettingsCache; send: SendToCollector },
  request: CheckHealthRequest,
  cancelled: AbortSignal,
): Promise<CheckHealthResponse> {
  try {
    const settings = room.settings.read(request.pluginContext);
    return { status: 'OK', message: await checkCollector(room.send, settings, cancelled) };
  } catch (error) {
    const failure = asFailure(error);
    return {
      status: 'ERROR',
      message: failure.message,
      jsonDetails: Buffer.from(JSON.stringify({ code: failure.code, status: failure.status })),
    };
  }
}
