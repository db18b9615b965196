import { LOG_TEXT_CHARACTERS } from './limits';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * One line as Grafana's plugin manager reads it from stderr. `@level` and `@message` that are no strings make
 * Grafana itself panic, and a time that has not exactly six decimals is not understood; hence neither is left to
 * a logging library.
 */
export function logLine(level: LogLevel, message: string, fields: Record<string, unknown>, at: Date): string {
  const safe: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value == null || key.startsWith('@')) continue;
    safe[key] =
      typeof value === 'number' || typeof value === 'boolean'
        ? value
        : describe(value).slice(0, LOG_TEXT_CHARACTERS);
  }
  return JSON.stringify({
    '@level': level,
    '@message': String(message).slice(0, LOG_TEXT_CHARACTERS),
    '@timestamp': at.toISOString().replace('Z', '000Z'),
    ...safe,
  });
}

function describe(value: unknown): string {
  if (value instanceof Error) return value.stack ?? value.message;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? typeof value);
}

export function log(level: LogLevel, message: string, fields: Record<string, unknown> = {}): void {
  process.stderr.write(`${logLine(level, message, fields, new Date())}\n`);
}
