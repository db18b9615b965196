import type { ChangeRecord, RetrainingProgress, RetrainingRequest } from '../contract';

const REPORTS = ['started', 'succeeded', 'failed'] as const;
type Report = (typeof REPORTS)[number];

const isReport = (status: string | null): status is Report => REPORTS.includes(status as Report);

/**
 * What training jobs reported of a request: the last change of kind `retraining` whose id begins with the request's, or,
 * of jobs that do not know it, the last one before the next request of the same model.
 */
export function progressOf(
  request: RetrainingRequest,
  changes: readonly ChangeRecord[],
  nextRequestAt = Infinity,
): RetrainingProgress {
  const reports = changes.filter(({ change, status }) => change === 'retraining' && isReport(status));
  const own = reports.filter(({ id }) => id?.startsWith(request.id));
  const others = reports.filter(
    ({ id, ts }) => !isOfAnyRequest(id) && ts >= request.at && ts < nextRequestAt,
  );
  const last = (own.length > 0 ? own : others).sort((a, b) => a.ts - b.ts).at(-1);
  return { ...request, state: last ? (last.status as Report) : 'asked', reportedAt: last?.ts ?? null };
}

/** Ids of requests are a prefix and hexadecimal digits; a report on another request is none on this one. */
const isOfAnyRequest = (id: string | null): boolean => id !== null && /^rt-[0-9a-f]{24}/.test(id);

/** The last retraining that succeeded. */
export const lastSuccess = (changes: readonly ChangeRecord[]): ChangeRecord | null =>
  changes
    .filter(({ change, status }) => change === 'retraining' && status === 'succeeded')
    .sort((a, b) => a.ts - b.ts)
    .at(-1) ?? null;
