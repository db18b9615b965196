import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ModelWatchError } from '../contract';
import { isLoopback } from './isLoopback';
import { findToken, type Scope, type StoredToken } from './tokens';

/** The host name of a Host or Origin header, without its port. */
function hostOf(header: string): string {
  try {
    return new URL(header.includes('://') ? header : `http://${header}`).hostname;
  } catch {
    return '';
  }
}

/**
 * An open collector answers this machine only. That its socket is on loopback is not enough: a page of any site can
 * ask a browser on this machine for http://localhost (or for a name of its own that it points at 127.0.0.1), so the
 * names in Host and Origin must be of this machine too.
 */
function checkLocal(request: Request): void {
  const { host = '', origin } = request.headers;
  if (isLoopback(hostOf(host)) && (origin === undefined || isLoopback(hostOf(origin)))) return;
  throw new ModelWatchError({
    code: 'not-local',
    message:
      'Without tokens the collector answers requests of its own machine only. Create a token with ' +
      '`modelwatch token create`, or ask for it as localhost.',
    status: 403,
  });
}

/** Lets a request pass whose token has the scope, or any local one while there are no tokens. */
export function authorize(
  scope: Scope,
  readTokens: () => { tokens: StoredToken[]; isClosed: boolean },
): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const { tokens, isClosed } = readTokens();
    if (!isClosed) {
      checkLocal(request);
      next();
      return;
    }
    const [, secret] = /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
    const token = secret === undefined ? null : findToken(tokens, secret);
    if (!token) {
      response.setHeader('www-authenticate', 'Bearer realm="modelwatch"');
      throw new ModelWatchError({
        code: secret === undefined ? 'token-missing' : 'token-unknown',
        message:
          secret === undefined
            ? 'This needs a token: send the header `Authorization: Bearer TOKEN`.'
            : 'This token is not known; create one with `modelwatch token create`.',
        status: 401,
      });
    }
    if (!token.scopes.includes(scope)) {
      throw new ModelWatchError({
        code: 'token-scope',
        message: `The token ${token.name} has the scopes ${token.scopes.join(', ')}; this needs ${scope}.`,
        status: 403,
      });
    }
    response.locals.token = token.name;
    next();
  };
}
