import type { Finding, InvestigationRequest } from './investigation';
import type { ReplayRequest } from './replay';

/**
 * The replay that tests the repair of a finding through a version: over the part of the window that the finding covers,
 * because a repair before the beginning would break what was whole.
 */
export function replayOfRepair({
  request: { model, filters, asOf },
  window: { from, to },
  finding: { since, until, repairs },
  version,
}: {
  request: Pick<InvestigationRequest, 'model' | 'filters' | 'asOf'>;
  /** Milliseconds since 1970. */
  window: { from: number; to: number };
  finding: Pick<Finding, 'since' | 'until' | 'repairs'>;
  version: string;
}): ReplayRequest {
  const begins = since === null || since.lower <= from ? from : Math.max(from, since.estimate);
  const ends = until === null ? to : Math.min(to, until + 1);
  return {
    model,
    from: new Date(begins).toISOString(),
    to: new Date(ends).toISOString(),
    versions: [version],
    repairs,
    ...(filters && { filters }),
    ...(asOf !== undefined && { asOf }),
  };
}
