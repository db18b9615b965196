import { type Finding, type Investigation, type ReplayRequest } from '@modelwatch/collector/contract';

/**
 * The replay that tests a finding's repair: over the part of the window that the finding covers, because a repair
 * before the beginning would break what was whole.
 *
 * @returns null where there is nothing to repair or nothing to run
 */
export function planReplay(
  { request, read }: Pick<Investigation, 'request' | 'read'>,
  { since, until, repairs }: Finding,
  version: string | null,
): ReplayRequest | null {
  if (!read || version === null || repairs.length === 0) return null;
  const { from, to } = read.window;
  const begins = since === null || since.lower <= from ? from : Math.max(from, since.estimate);
  const ends = until === null ? to : Math.min(to, until + 1);
  return {
    model: request.model,
    from: new Date(begins).toISOString(),
    to: new Date(ends).toISOString(),
    versions: [version],
    repairs,
    ...(request.filters && { filters: request.filters }),
    ...(request.asOf !== undefined && { asOf: request.asOf }),
  };
}
