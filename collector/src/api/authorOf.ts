import type { Request, Response } from 'express';

/** Who is behind a request: the user whom a data source names, else the token. */
export function authorOf(request: Request, response: Response): string | null {
  const user = request.headers['x-modelwatch-user'];
  if (typeof user === 'string' && /^[\x21-\x7e]{1,200}$/.test(user)) return user;
  return (response.locals.token as string | undefined) ?? null;
}
