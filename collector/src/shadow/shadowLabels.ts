import type { LabelRecord, PredictionRecord } from '../contract';
import type { Journal, Submission } from '../journal';
import { shadowId } from './shadowRecords';

/** Labels that may be held for predictions that a candidate has still to answer: a few minutes of a busy stream. */
const MOST_EARLY = 50_000;

/**
 * A label is true of whoever answered: one that comes for a prediction comes for what candidates answered beside it,
 * too, under their ids. It is submitted together with the label itself, so that a crash keeps both or neither.
 */
export class ShadowLabels {
  readonly #versions = new Set<string>();
  readonly #early = new Map<string, LabelRecord[]>();

  constructor(
    private readonly journal: Pick<Journal, 'knows'>,
    /** Whether a candidate that runs may still answer the prediction of an id. */
    private readonly isAwaited: (predictionId: string) => boolean,
  ) {}

  /** Of a candidate that is, or was, in shadow: labels come long after it has ended. */
  follow(version: string): void {
    this.#versions.add(version);
  }

  /** For every candidate that has answered the prediction of a label. */
  copiesOf(label: LabelRecord): Submission[] {
    if (this.#versions.size === 0) return [];
    const answered = [...this.#versions].filter((version) =>
      this.journal.knows(`p ${shadowId(label.predictionId, version)}`),
    );
    if (answered.length < this.#versions.size && this.isAwaited(label.predictionId)) this.#hold(label);
    return answered.map((version) => copyFor(label, version));
  }

  /** Labels that were there before the answers of a candidate. */
  earlyFor(answered: readonly PredictionRecord[], version: string): Submission[] {
    if (this.#early.size === 0) return [];
    return answered.flatMap(({ id }) => (this.#early.get(id) ?? []).map((label) => copyFor(label, version)));
  }

  #hold(label: LabelRecord): void {
    const known = this.#early.get(label.predictionId);
    if (known) known.push(label);
    else this.#early.set(label.predictionId, [label]);
    if (this.#early.size <= MOST_EARLY) return;
    const [oldest] = this.#early.keys();
    this.#early.delete(oldest!);
  }
}

function copyFor(label: LabelRecord, version: string): Submission {
  const predictionId = shadowId(label.predictionId, version);
  return { record: { ...label, predictionId }, key: `l ${label.ts} ${predictionId}`, content: null };
}
