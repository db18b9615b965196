import { type CollectorAnswer } from './collector';
import { Failure } from './failure';

/** What the collector answers when it refuses: RFC 9457 problem details. */
export interface ProblemDetails {
  title?: string;
  detail?: string;
  code?: string;
  path?: string;
}

export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

export function readProblem(answer: CollectorAnswer): ProblemDetails {
  const parsed = parseJson(answer.body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return {};
  const text = (name: string) => {
    const value = (parsed as Record<string, unknown>)[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return { title: text('title'), detail: text('detail'), code: text('code'), path: text('path') };
}

/** The refusal of the collector as a sentence; it is the user's or the collector's fault, never this plugin's. */
export function refusal(url: string, answer: CollectorAnswer): Failure {
  const problem = readProblem(answer);
  const code = problem.code ?? `http-${answer.status}`;
  if (answer.status === 401) {
    return new Failure(
      'The collector does not accept the token: enter one with the scope `query` in the settings of the data source.',
      401,
      code,
    );
  }
  if (answer.status >= 300 && answer.status < 400) {
    return new Failure(
      `${url} sends its callers elsewhere (status ${answer.status}): enter the address that it leads to in the settings of the data source.`,
      502,
      code,
    );
  }
  const said = problem.detail ?? problem.title;
  const message = said
    ? `${said}${problem.path && !said.includes(problem.path) ? ` (at ${problem.path})` : ''}`
    : `${url} answered with status ${answer.status} and no reason: check that it is the address of a Model Watch collector.`;
  return new Failure(message, answer.status >= 400 ? answer.status : 502, code, 'downstream', problem.path);
}
