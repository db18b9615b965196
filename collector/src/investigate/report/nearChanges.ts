import type { ChangeRecord, Finding } from '../../contract';

/** How long before the beginning a change may have caused it, and how much later it may have been written down. */
export const REACH_MS = 6 * 3_600_000;
const LATE_MS = 15 * 60_000;
const MOST = 5;

/** What was done to the model within reach of the beginning: the nearest first. */
export function nearChanges(changes: readonly ChangeRecord[], since: Finding['since']): Finding['changes'] {
  if (since === null) return [];
  const secondsBefore = ({ ts }: ChangeRecord): number => Math.round((since.estimate - ts) / 1000);
  return changes
    .filter(({ ts }) => ts >= since.lower - REACH_MS && ts <= since.upper + LATE_MS)
    .sort((a, b) => Math.abs(secondsBefore(a)) - Math.abs(secondsBefore(b)))
    .slice(0, MOST)
    .map((change) => ({
      ts: change.ts,
      change: change.change,
      version: change.version,
      text: change.text,
      secondsBefore: secondsBefore(change),
    }));
}
