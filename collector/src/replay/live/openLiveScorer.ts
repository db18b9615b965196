import { type ModelEntry, negativeClassOf } from '../../contract';
import type { Registry } from '../../registry';
import { featuresOf } from '../encode';
import { ScoringPool } from '../pool';
import { planScores, type ScorePlan } from '../scoring';
import type { ColumnBatch, ScoredVariant } from '../worker/messages';
import { builtWorkerFile } from '../worker/workerFile';

export interface LiveScorerOptions {
  registry: Pick<Registry, 'requireModel' | 'runnable'>;
  model: string;
  version: string;
  /** The built program of the workers; beside the collector's own unless given. */
  workerFile?: string;
  /** Within which the thread must open the model, and come back from each batch. */
  timeLimitMs?: number;
}

/** Rows scored by a version, by place. */
export interface LiveScores {
  /** NaN where the row could not be scored. */
  scores: Float64Array;
  /** Null for a regression, and where the row could not be scored. */
  classes: (string | null)[];
  /** Rows that could not be scored, by reason. */
  failed: Record<string, number>;
  busyMs: number;
  /** Whether the class is the one that was logged; null where one of the two is not there. */
  agrees: (boolean | null)[];
}

/** One version open on a thread of its own. */
export interface LiveScorer {
  /** Features that its inputs are made of; a batch must have them all. */
  readonly features: readonly string[];
  /** Scores a batch; its memory is gone afterwards. @throws ModelWatchError where the thread fails: it is of no use then */
  score(batch: ColumnBatch): Promise<LiveScores>;
  close(): void;
}

const TIME_LIMIT_MS = 60_000;

/** Opens a version for rows that come as they come, on the thread that scores replay runs. */
export async function openLiveScorer(options: LiveScorerOptions): Promise<LiveScorer> {
  const { registry, model, version, workerFile = builtWorkerFile(), timeLimitMs = TIME_LIMIT_MS } = options;
  const entry = registry.requireModel(model);
  const { file, digest, spec } = registry.runnable(model, version);
  const pool = await ScoringPool.open(
    {
      model: entry.spec,
      features: entry.spec.features,
      segments: entry.schema.segments,
      versions: [{ version, file, digest, inputs: spec.inputs, outputs: spec.outputs }],
      variants: [{ version, repaired: false }],
      repairs: [],
    },
    { workerFile, timeLimitMs, threads: 1 },
  );
  const plan = planScores(spec.outputs, entry.spec);
  return {
    features: [...new Set(spec.inputs.flatMap(featuresOf))],
    async score(batch) {
      const logged = namesOf(batch.classes);
      const { variants } = await pool.score(batch);
      const [scored] = variants as [ScoredVariant];
      const classes = classesOf(scored, plan, entry);
      return {
        scores: scored.scores,
        classes,
        failed: scored.failed,
        busyMs: scored.busyMs,
        agrees: classes.map((name, row) => isSame(plan, name, logged[row]!)),
      };
    },
    close: () => pool.close(),
  };
}

const namesOf = ({ codes, dictionary }: ColumnBatch['classes']): (string | null)[] =>
  Array.from(codes, (code) => dictionary[code] ?? null);

/** Of two classes the one that is not positive has many names. */
function isSame(plan: ScorePlan, one: string | null, other: string | null): boolean | null {
  if (one === null || other === null) return null;
  const { task, positiveClass } = plan;
  return task === 'binary' ? (one === positiveClass) === (other === positiveClass) : one === other;
}

function classesOf(
  { scores, classes }: ScoredVariant,
  plan: ScorePlan,
  { spec }: ModelEntry,
): (string | null)[] {
  if (plan.task === 'regression') return Array.from(scores, () => null);
  if (plan.task === 'multiclass') {
    return Array.from(scores, (_, row) => plan.classes?.[classes?.[row] ?? -1] ?? null);
  }
  const [positive, negative] = [plan.positiveClass ?? '1', negativeClassOf(spec)];
  return Array.from(scores, (score) =>
    Number.isNaN(score) ? null : score >= plan.threshold ? positive : negative,
  );
}
