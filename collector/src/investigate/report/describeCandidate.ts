import type { ChangeRecord, Finding, FindingLevel, ModelEntry } from '../../contract';
import { NOT_APPLICABLE } from '../facts';
import { filtersOf, maskOf, type Rows, type Segments } from '../rows';
import { type Candidate, locate, ONSET_CONFIDENCE } from '../scan';
import { changedRows, countPredictions } from './changedRows';
import { evidenceOf } from './evidenceOf';
import { meanScore, measureEffect } from './measureEffect';
import { measurePerformance } from './measurePerformance';
import { nearChanges } from './nearChanges';
import { recognise } from './recognise';
import { titleOf } from './words';

/** A change that brings values so much nearer to the baseline than they were is an end, not a beginning. */
const RETURNED = 0.5;

export interface Described {
  finding: Omit<Finding, 'rank' | 'causes'>;
  /** Rows that it accounts for. */
  explained: number[];
}

export interface DescribeContext {
  rows: Rows;
  segments: Segments;
  entry: ModelEntry;
  changes: ChangeRecord[];
  /** Rows that other findings of the same fact explain. */
  skip: Uint8Array | null;
  logComparisons: number;
  /** Whether a row of the time before is of a block in which the scores were healthy. */
  isHealthy: (row: number) => boolean;
  blockOf: Uint8Array;
}

/** Everything about a change that a scan found: where, since when, how much, what it looks like. */
export function describeCandidate(
  { rows, segments, entry, changes, skip, logComparisons, isHealthy, blockOf }: DescribeContext,
  candidate: Candidate,
): Described {
  const { fact, members, isNewSegment, healthy } = candidate;
  const { spec } = entry;
  const mask = maskOf(segments, members);
  skip?.forEach((isExplained, row) => {
    if (isExplained === 1) mask[row] = 0;
  });
  const where = filtersOf(members);
  const located = locate(rows, candidate, mask);
  const changed = changedRows(rows, located, mask, {
    isNewSegment,
    isHealthy: (row) => isHealthy(row) && healthy.blocks.has(blockOf[row]!),
  });
  const effect = measureEffect(rows, fact, candidate.effect, changed);
  const { likeness, repairs } = recognise(rows, entry, fact, where, changed);
  const performance = measurePerformance(rows, spec, changed);
  const since = located.isStanding ? null : { ...located.onset, confidence: ONSET_CONFIDENCE };
  const lastRow = located.members[located.last]!;
  const isReturn = returnsToBaseline(candidate, changed);
  return {
    finding: {
      kind: fact.kind,
      level: levelOf(candidate, since === null || isReturn),
      title: titleOf(fact, where, effect, likeness, performance),
      feature: fact.feature,
      where,
      since,
      until: located.isOver ? rows.ts[lastRow]! : null,
      predictions: countPredictions(rows, fact, changed),
      effect,
      logProbability: candidate.logProbability + logComparisons,
      score: { before: meanScore(rows, changed.before), after: meanScore(rows, changed.after) },
      performance,
      likeness,
      repairs,
      changes: nearChanges(changes, since),
      evidence: evidenceOf(spec, fact, where, { from: rows.beforeFrom, to: rows.windowTo }),
      links: linksOf(spec.model, fact.kind),
    },
    explained: changed.after,
  };
}

function levelOf({ fact, effect, isSmall }: Candidate, isNoBeginning: boolean): FindingLevel {
  if (isSmall || isNoBeginning || fact.isNote) return 'note';
  return effect >= fact.critical ? 'critical' : 'warning';
}

/** Whether the values of the change are like the baseline's and those before it were not. */
function returnsToBaseline(
  { fact }: Candidate,
  { before, after }: { before: readonly number[]; after: readonly number[] },
): boolean {
  const { baseline } = fact;
  if (!baseline || before.length === 0) return false;
  const distance = (list: readonly number[]): number => {
    const counts = new Float64Array(baseline.shares.length);
    let total = 0;
    for (const row of list) {
      if (baseline.codes[row] === NOT_APPLICABLE) continue;
      counts[baseline.codes[row]!]! += 1;
      total += 1;
    }
    if (total === 0) return 1;
    return counts.reduce((sum, count, bin) => sum + Math.abs(count / total - baseline.shares[bin]!), 0) / 2;
  };
  return distance(after) < RETURNED * distance(before);
}

const linksOf = (model: string, kind: Finding['kind']): Record<string, string> => {
  const runbook = kind === 'errors' ? 'availability' : 'drift';
  return {
    model: `/v1/models/${encodeURIComponent(model)}`,
    ...(['errors', 'feature', 'schema', 'missing', 'invalid', 'score'].includes(kind) && {
      runbook: `docs/runbooks/${runbook}.md`,
    }),
  };
};
