import { pino, type Logger } from 'pino';
import type { Configuration } from '../configuration';

export type { Logger } from 'pino';

/**
 * JSON lines on standard error, so that what a command prints on standard output stays its answer. Tokens travel in
 * the authorization header; it is struck out wherever headers are logged.
 */
export function createLogger({ logLevel }: Pick<Configuration, 'logLevel'>): Logger {
  return pino(
    {
      level: logLevel,
      base: { service: 'modelwatch' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ['headers.authorization', 'request.headers.authorization', 'maskKey', '*.maskKey'],
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
