import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { FeatureSpec, TensorInput } from '../../contract';
import type { Column } from '../../store';
import { type EncodedTensor, InputEncoder, RowProblems } from '../encode';
import { NOT_FINITE, readScores, type ScoredRows } from './readScores';
import type { ScorePlan } from './scorePlan';
import { ThreadStopped } from './threadStopped';

/**
 * Rows per call of the runtime. Tree ensembles are fastest at about 256 (their working set stays in the cache);
 * networks gain little beyond.
 */
export const CHUNK_ROWS = 256;

export interface ScorerOptions {
  enter?: EnterRuntime;
  chunkRows?: number;
}

export interface VersionScores extends ScoredRows {
  /** Rows that could not be scored, by reason. */
  failed: Record<string, number>;
}

/** Calls the native runtime; whoever may end the thread wants to know when it is inside. */
export type EnterRuntime = <T>(call: () => Promise<T>) => Promise<T>;

/** Scores columns with one version: encodes chunks of rows, runs them, reads the scores. */
export class VersionScorer {
  private readonly encoders: InputEncoder[];
  private readonly enter: EnterRuntime;
  private readonly chunkRows: number;
  private readonly problems = new RowProblems();
  private failed: Record<string, number> = {};

  constructor(
    private readonly session: InferenceSession,
    inputs: readonly TensorInput[],
    features: readonly FeatureSpec[],
    private readonly plan: ScorePlan,
    { enter = (call) => call(), chunkRows = CHUNK_ROWS }: ScorerOptions = {},
  ) {
    this.enter = enter;
    this.chunkRows = chunkRows;
    this.encoders = inputs.map((input) => new InputEncoder(input, features, chunkRows));
  }

  async score(columns: Readonly<Record<string, Column>>, rows: number): Promise<VersionScores> {
    for (const encoder of this.encoders) encoder.bind(columns);
    this.failed = {};
    const into: ScoredRows = {
      scores: new Float64Array(rows).fill(NaN),
      classes: this.plan.task === 'multiclass' ? new Int32Array(rows).fill(-1) : null,
    };
    const chunk = new Int32Array(this.chunkRows);
    for (let start = 0; start < rows; start += this.chunkRows) {
      const count = Math.min(this.chunkRows, rows - start);
      for (let k = 0; k < count; k++) chunk[k] = start + k;
      await this.scoreChunk(chunk, count, into);
    }
    return { ...into, failed: this.failed };
  }

  /** A chunk that the runtime refuses is halved until the rows that it cannot take stand alone. */
  private async scoreChunk(rows: Int32Array, count: number, into: ScoredRows): Promise<void> {
    const encoded = this.encode(rows, count);
    if (!encoded) {
      const good = this.withoutProblems(rows, count);
      if (good.length > 0) await this.scoreChunk(good, good.length, into);
      return;
    }
    try {
      const outputs = await this.enter(() => this.session.run(encoded, [this.plan.output]));
      this.fail(NOT_FINITE, readScores(this.plan, outputs[this.plan.output]!, rows, count, into));
    } catch (error) {
      if (error instanceof ThreadStopped) throw error;
      if (count === 1) this.fail(firstLine(error), 1);
      else {
        const half = count >> 1;
        await this.scoreChunk(rows.slice(0, half), half, into);
        await this.scoreChunk(rows.slice(half, count), count - half, into);
      }
    }
  }

  private encode(rows: Int32Array, count: number): Record<string, Tensor> | null {
    this.problems.clear();
    const feeds: Record<string, Tensor> = {};
    for (const encoder of this.encoders) {
      feeds[encoder.name] = toTensor(encoder.encode(rows, count, this.problems));
    }
    return this.problems.size === 0 ? feeds : null;
  }

  private withoutProblems(rows: Int32Array, count: number): Int32Array {
    const good: number[] = [];
    for (let k = 0; k < count; k++) {
      const reason = this.problems.get(k);
      if (reason === undefined) good.push(rows[k]!);
      else this.fail(reason, 1);
    }
    return Int32Array.from(good);
  }

  private fail(reason: string, rows: number): void {
    if (rows > 0) this.failed[reason] = (this.failed[reason] ?? 0) + rows;
  }
}

const toTensor = ({ type, data, dims }: EncodedTensor): Tensor =>
  type === 'string'
    ? new Tensor('string', data as string[], dims)
    : new Tensor(type as 'float32', data as Float32Array, dims);

/** The runtime's errors name the node first and then quote code; the first line is what a person can use. */
const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 300);
