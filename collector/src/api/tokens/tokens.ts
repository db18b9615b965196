import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a token may be used for. None includes another. */
export const SCOPES = ['ingest', 'query', 'operate'] as const;
export type Scope = (typeof SCOPES)[number];

/** A token as it is kept: the secret itself is shown once, when it is made. */
export interface StoredToken {
  name: string;
  /** SHA-256 of the secret, in hex. */
  hash: string;
  scopes: Scope[];
  /** RFC 3339. */
  createdAt: string;
}

export const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);

/*
 * A fast hash is right here and would be wrong for passwords: the secret is 256 random bits, which nobody guesses,
 * and it is checked at every request.
 */
export const hashToken = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export function createToken(
  name: string,
  scopes: Scope[],
  now: Date,
): { secret: string; token: StoredToken } {
  const secret = `mw_${randomBytes(32).toString('base64url')}`;
  return { secret, token: { name, hash: hashToken(secret), scopes, createdAt: now.toISOString() } };
}

/** The token that a secret is of. Every one is compared, in constant time, so that the time taken tells nothing. */
export function findToken(tokens: readonly StoredToken[], secret: string): StoredToken | null {
  const hash = Buffer.from(hashToken(secret), 'hex');
  let found: StoredToken | null = null;
  for (const token of tokens) {
    const known = Buffer.from(token.hash, 'hex');
    if (known.length === hash.length && timingSafeEqual(known, hash)) found = token;
  }
  return found;
}
