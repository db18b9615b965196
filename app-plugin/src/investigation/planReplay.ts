import {
  type Finding,
  type Investigation,
  replayOfRepair,
  type ReplayRequest,
} from '@modelwatch/collector/contract';

/** The replay that tests a finding's repair; null where there is nothing to repair or nothing to run. */
export function planReplay(
  { request, read }: Pick<Investigation, 'request' | 'read'>,
  finding: Finding,
  version: string | null,
): ReplayRequest | null {
  if (!read || version === null || finding.repairs.length === 0) return null;
  return replayOfRepair({ request, window: read.window, finding, version });
}
