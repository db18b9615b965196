import type { BaselineEntry, Filter, Finding, Injection, Investigation, ModelEntry } from '../contract';
import type { Store } from '../store';
import { listFacts, type Fact } from './facts';
import { injectIncident } from './gameday';
import { findLabelOutage } from './labelOutage';
import { describeCandidate, measurePerformance, nearChanges, rankFindings, REACH_MS } from './report';
import { listSegments, readRows } from './rows';
import { comparisonsOf, cutRows, healthyTimeOfWhole, EntropyTable, type ScanContext, scanFact } from './scan';
import { standingDrift } from './standingDrift';

type Unranked = Omit<Finding, 'rank' | 'causes'>;

/** Chance that an investigation of healthy time finds anything, over everything that it looks at. */
const FALSE_ALARMS = 0.001;
/** Changes of one fact that are told apart: each is looked for in what the ones before it leave. */
const MOST_PER_FACT = 2;

export interface WindowInvestigation {
  entry: ModelEntry;
  baseline: BaselineEntry | null;
  from: number;
  to: number;
  filters: Filter[];
  asOf: number;
  /** Of a drill: what is done to the rows before they are looked at. */
  inject?: Injection;
}

export interface WindowFindings {
  findings: Finding[];
  read: NonNullable<Investigation['read']>;
  /** Performance of everything in the healthy time before; null where too few labels are there. */
  healthy: { measure: string; value: number } | null;
}

/** What changed in a window: compared with the healthy time before it and with the baseline, over segments. */
export async function investigateWindow(
  store: Pick<Store, 'sampleRows' | 'countRows' | 'changes'>,
  request: WindowInvestigation,
  signal?: AbortSignal,
): Promise<WindowFindings> {
  const { entry, baseline, inject } = request;
  const { rows, window, before } = await readRows(inject ? struck(store, inject) : store, request, signal);
  const changes = await store.changes({
    model: entry.spec.model,
    from: before.from - REACH_MS,
    to: request.to,
  });
  signal?.throwIfAborted();
  const segments = listSegments(rows);
  const facts = listFacts(rows, entry, baseline);
  const context: ScanContext = {
    rows,
    segments,
    cuts: cutRows(rows, segments),
    table: new EntropyTable(rows.rows),
  };
  const scores = facts.find(({ name }) => name === 'score')!;
  const healthy = healthyTimeOfWhole(context, scores);
  const isHealthy = (row: number): boolean => healthy.blocks.has(context.cuts.pieceOf[row]!);
  const comparisons = comparisonsOf(facts, segments);
  const logComparisons = Math.log(comparisons);
  const found: Unranked[] = [];
  for (const fact of facts) {
    // A scan takes milliseconds per fact: requests are answered in between.
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    found.push(...describeFact(fact));
  }
  const outage = findLabelOutage(rows, request, logComparisons);
  if (outage) found.push({ ...outage, changes: nearChanges(changes, outage.since) });
  const findings = rankFindings([...oneForEachFeature(found), ...standingDrift(facts, rows, entry, found)]);
  return {
    findings,
    read: { window, before, baseline: baseline?.version ?? null, comparisons },
    healthy: healthyPerformance(),
  };

  function healthyPerformance(): WindowFindings['healthy'] {
    const list = Array.from({ length: rows.boundary }, (_, row) => row).filter(isHealthy);
    const performance = measurePerformance(rows, entry.spec, { before: list, after: list });
    return performance && { measure: performance.measure, value: performance.before };
  }

  function describeFact(fact: Fact): Unranked[] {
    const described: Unranked[] = [];
    let skip: Uint8Array | null = null;
    for (let round = 0; round < MOST_PER_FACT; round++) {
      const candidate = scanFact(context, fact, skip);
      if (!candidate || candidate.logProbability + logComparisons > Math.log(FALSE_ALARMS)) break;
      const { finding, explained } = describeCandidate(
        {
          rows,
          segments,
          entry,
          changes,
          skip,
          logComparisons,
          isHealthy,
          blockOf: context.cuts.pieceOf,
        },
        candidate,
      );
      described.push(finding);
      if (candidate.isSmall) break;
      skip ??= new Uint8Array(rows.rows);
      for (const row of explained) skip[row] = 1;
    }
    return described;
  }
}

/** Of several ways in which one change of a feature shows (moved, out of range, unseen) the surest is told. */
function oneForEachFeature(findings: Unranked[]): Unranked[] {
  const SAME = [['feature', 'schema'], ['latency']];
  const isSame = (a: Unranked, b: Unranked): boolean =>
    SAME.some((kinds) => kinds.includes(a.kind) && kinds.includes(b.kind)) &&
    a.feature === b.feature &&
    touches(a, b);
  const better = (a: Unranked, b: Unranked): boolean =>
    Number(a.level === 'note') - Number(b.level === 'note') < 0 ||
    ((a.level === 'note') === (b.level === 'note') && a.logProbability < b.logProbability);
  return findings.filter(
    (one) => !findings.some((other) => other !== one && isSame(one, other) && better(other, one)),
  );
}

const touches = (a: Pick<Finding, 'since' | 'until'>, b: Pick<Finding, 'since' | 'until'>): boolean =>
  (a.until ?? Infinity) >= (b.since?.lower ?? -Infinity) &&
  (b.until ?? Infinity) >= (a.since?.lower ?? -Infinity);

const struck = (
  store: Pick<Store, 'sampleRows' | 'countRows'>,
  inject: Injection,
): Pick<Store, 'sampleRows' | 'countRows'> => ({
  countRows: (selection) => store.countRows(selection),
  sampleRows: async (request, signal) => injectIncident(await store.sampleRows(request, signal), inject),
});
