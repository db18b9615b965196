import { badRequest, parseDuration, parseTime } from '../contract';

/**
 * Milliseconds since 1970 of a time on the command line: RFC 3339, milliseconds, or relative to now as Grafana has it.
 *
 * @example parseMoment('now-1h', 3_600_000) // 0
 */
export function parseMoment(text: string, now: number): number {
  const [, sign, duration] = /^now(?:([+-])(\w+))?$/.exec(text) ?? [undefined, undefined, undefined];
  if (text === 'now') return now;
  const ms = duration === undefined ? NaN : parseDuration(duration);
  if (!Number.isNaN(ms)) return sign === '-' ? now - ms : now + ms;
  const at = /^\d+$/.test(text) ? Number(text) : parseTime(text);
  if (!Number.isNaN(at)) return at;
  throw badRequest('time-invalid', `${text} is no time: write RFC 3339 (2026-10-01T00:00:00Z) or now-24h.`);
}
