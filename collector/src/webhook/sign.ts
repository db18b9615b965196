import { createHmac } from 'node:crypto';

const ENCODED_PREFIX = 'whsec_';

/** A secret of the Standard Webhooks specification is base64 behind a prefix; any other text is the key as it stands. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith(ENCODED_PREFIX)
    ? Buffer.from(secret.slice(ENCODED_PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');

/**
 * The headers by which a receiver knows that a message is ours, whole, and not an old one sent again: those of Standard
 * Webhooks 1.0 (HMAC-SHA-256 over id, seconds and body), for which most languages have a library.
 */
export function signedHeaders(
  { id, body, at }: { id: string; body: string; at: number },
  secret: string,
): Record<string, string> {
  const seconds = Math.floor(at / 1000);
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  };
}
