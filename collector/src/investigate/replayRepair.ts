import {
  type Finding,
  type InvestigationReplay,
  type InvestigationRequest,
  replayOfRepair,
} from '../contract';
import type { ReplayService } from '../replay';
import type { WindowFindings } from './investigateWindow';

/** The first finding that can be repaired. */
export const repairableFinding = (findings: readonly Finding[]): Finding | undefined =>
  findings.find(({ level, repairs }) => level !== 'note' && repairs.length > 0);

/** Runs the repair of a finding through the production version, and tells how much of the loss it explains. */
export async function replayRepair(
  replays: Pick<ReplayService, 'start' | 'wait'>,
  request: InvestigationRequest,
  version: string,
  finding: Finding,
  { read, healthy }: Pick<WindowFindings, 'read' | 'healthy'>,
): Promise<InvestigationReplay> {
  const started = await replays.start(replayOfRepair({ request, window: read.window, finding, version }));
  const run = await replays.wait(started.id);
  const repaired = run.results.find((one) => one.repaired)?.performance ?? null;
  const measure = repaired?.rocAuc == null ? 'accuracy' : 'rocAuc';
  const before = healthy?.measure === measure ? healthy.value : null;
  const answer = {
    run: run.id,
    finding: finding.rank,
    version,
    measure,
    logged: run.logged?.[measure] ?? null,
    repaired: repaired?.[measure] ?? null,
    repairedInterval: (measure === 'rocAuc' ? repaired?.rocAucInterval : repaired?.accuracyInterval) ?? null,
    healthy: before,
    error: run.error,
  } as const;
  const { logged, repaired: after } = answer;
  const loss = before === null || logged === null ? 0 : before - logged;
  return { ...answer, explained: loss > 0 && after !== null ? (after - logged!) / loss : null };
}
