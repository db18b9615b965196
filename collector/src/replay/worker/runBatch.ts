import type { Column } from '../../store';
import { applyRepairs, type CompiledRepair } from '../repair';
import type { ScorePlan, VersionScorer } from '../scoring';
import { ClassCodes, hasLabelAt } from './classCodes';
import type { ColumnBatch, ScoredBatch, ScoredVariant, Variant } from './messages';
import { pickServed, tallyPerformance, tallyVariant } from './tallies';

/** A version with its session open. */
export interface OpenVersion {
  scorer: VersionScorer;
  plan: ScorePlan;
}

export interface BatchRunner {
  variants: readonly Variant[];
  versions: ReadonlyMap<string, OpenVersion>;
  repairs: readonly CompiledRepair[];
  /** Names of the features whose values are texts. */
  texts: ReadonlySet<string>;
  /** Of what was logged: threshold, positive class. */
  plan: ScorePlan;
  onVariant(index: number): void;
}

/** Scores a batch with every variant and compares each with what was logged and with the labels. */
export async function runBatch(runner: BatchRunner, batch: ColumnBatch): Promise<ScoredBatch> {
  const { rows } = batch;
  const codes = new ClassCodes(runner.plan);
  const labels = codes.ofColumn(batch.labels, rows);
  const loggedClasses = codes.ofColumn(batch.classes, rows);
  const hasLabel = hasLabelAt(batch);
  let repaired: Record<string, Column> | undefined;

  const variants: ScoredVariant[] = [];
  for (const [index, variant] of runner.variants.entries()) {
    runner.onVariant(index);
    const { scorer, plan } = runner.versions.get(variant.version)!;
    const columns = variant.repaired
      ? (repaired ??= applyRepairs(runner.repairs, batch, runner.texts))
      : batch.features;
    const started = performance.now();
    const scored = await scorer.score(columns, rows);
    const busyMs = performance.now() - started;
    const classes = codes.ofScores(scored, plan);
    const version = batch.versions.dictionary.indexOf(variant.version);
    const servedByIt = (row: number): boolean => version >= 0 && batch.versions.codes[row] === version;
    variants.push({
      scores: scored.scores,
      ...(scored.classes && { classes: scored.classes }),
      failed: scored.failed,
      busyMs,
      tally: tallyVariant({
        scores: scored.scores,
        classes,
        loggedScores: batch.scores,
        loggedClasses,
        servedByIt,
      }),
      ...(version >= 0 &&
        !variant.repaired && { served: pickServed(scored.scores, batch.scores, servedByIt) }),
      performance: tallyPerformance(scored.scores, classes, labels, hasLabel),
    });
  }
  return {
    variants,
    logged: {
      scores: batch.scores,
      tally: tallyPerformance(batch.scores, loggedClasses, labels, hasLabel),
    },
    labels: runner.plan.task === 'binary' ? Int8Array.from(labels) : new Int8Array(rows).fill(-1),
  };
}
