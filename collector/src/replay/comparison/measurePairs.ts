import {
  type ComparedMeasure,
  comparableMeasures,
  type Interval,
  type MeasureDefinition,
  type PairedMethod,
} from '../../contract';
import {
  bootstrapCounts,
  computeMeasure,
  CONFIDENCE,
  type MeasureResult,
  pairedDeLong,
  tangoInterval,
} from '../../measures';
import { bootstrapPairs, intervalOfReplicates, type Replicates } from './bootstrapPairs';
import { confusionOf, orderOf, residualSumsOf, scoreCountsOf, topCountsOf } from './counts';
import type { PairedSample, Side } from './pairedRows';

type Comparable = ReturnType<typeof comparableMeasures>[number];

const AUC = 'performance.rocAuc';
const ACCURACY = 'performance.accuracy';
const QUICK = { everything: false, bootstrap: false };
const THOROUGH = { everything: true, bootstrap: true };

const usual = new Map<string, Record<string, number | string>>();

/** Values of parameters that nobody gave; made once, because resamples ask a thousand times. */
export function usualParameters({ id, parameters }: MeasureDefinition): Record<string, number | string> {
  const known = usual.get(id);
  if (known) return known;
  const made = Object.fromEntries(
    parameters.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]])),
  ) as Record<string, number | string>;
  usual.set(id, made);
  return made;
}

/**
 * Measures of both sides over the same labelled rows, and their differences. What one measure needs is computed once:
 * the orders of the scores, and the resamples that all measures of scores share.
 */
export class MeasuredPairs {
  private readonly orders: { reference: Uint32Array; candidate: Uint32Array };
  private readonly once: Float64Array;
  private readonly inputs: Record<'reference' | 'candidate', Inputs>;
  private replicates: Map<string, Replicates> | null = null;
  private readonly definitions: Map<string, Comparable>;

  constructor(
    private readonly sample: PairedSample,
    private readonly seed: number,
    /** Ids of the measures that are asked for; every measure of performance of the task unless given. */
    only?: readonly string[],
  ) {
    const { reference, candidate, labelValues } = sample;
    const orderOfSide = ({ scores }: Side): Uint32Array =>
      sample.task === 'binary'
        ? orderOf(scores)
        : orderOf(scores.map((score, row) => Math.abs(score - labelValues[row]!)));
    this.orders = { reference: orderOfSide(reference), candidate: orderOfSide(candidate) };
    this.once = new Float64Array(sample.rows).fill(1);
    this.inputs = { reference: this.inputsOf('reference'), candidate: this.inputsOf('candidate') };
    const known = comparableMeasures(sample.task).filter(({ family }) => family === 'performance');
    const wanted = known.filter(({ id }) => only?.includes(id) ?? true);
    this.definitions = new Map(wanted.map((definition) => [definition.id, definition]));
  }

  compare(): ComparedMeasure[] {
    return [...this.definitions.values()].map((definition) => this.compareOne(definition));
  }

  private compareOne(definition: Comparable): ComparedMeasure {
    const reference = measureOf(definition, this.inputs.reference, THOROUGH);
    const candidate = measureOf(definition, this.inputs.candidate, THOROUGH);
    const { id, title, unit, better } = definition;
    return {
      measure: id,
      title,
      unit,
      better,
      reference: reference.value,
      referenceInterval: withConfidence(reference.interval),
      candidate: candidate.value,
      candidateInterval: withConfidence(candidate.interval),
      difference: this.difference(id, CONFIDENCE),
      ...((reference.reason ?? candidate.reason) && { reason: reference.reason ?? candidate.reason }),
    };
  }

  /** Candidate less reference, with an interval of a confidence; null where a side has no value. */
  difference(id: string, confidence: number): ComparedMeasure['difference'] {
    const definition = this.definitions.get(id)!;
    if (id === AUC) return this.areas(confidence);
    if (id === ACCURACY) return this.accuracies(confidence);
    if (definition.input === 'confusion') return this.confusions(definition, confidence);
    const found = this.resampled().get(id);
    if (!found) return null;
    const interval = intervalOfReplicates(found, confidence);
    return { value: found.estimate, ...told(interval, 'bootstrap', confidence) };
  }

  private areas(confidence: number): ComparedMeasure['difference'] {
    const { reference, candidate, positive, weights } = this.sample;
    const found = pairedDeLong({
      first: reference.scores,
      second: candidate.scores,
      positive,
      weights,
      confidence,
    });
    return found && { value: found.difference, ...told(found.interval, 'DeLong', confidence) };
  }

  private accuracies(confidence: number): ComparedMeasure['difference'] {
    const { reference, candidate, positive, weights, effectiveRows, rows } = this.sample;
    if (rows === 0) return null;
    let [onlyCandidate, onlyReference, total] = [0, 0, 0];
    for (let row = 0; row < rows; row++) {
      const right = Number(candidate.classes[row] === positive[row]);
      const wasRight = Number(reference.classes[row] === positive[row]);
      if (right > wasRight) onlyCandidate += weights[row]!;
      if (right < wasRight) onlyReference += weights[row]!;
      total += weights[row]!;
    }
    const scale = effectiveRows / total;
    const interval = tangoInterval({
      onlyFirst: onlyCandidate * scale,
      onlySecond: onlyReference * scale,
      n: effectiveRows,
      confidence,
    });
    return { value: (onlyCandidate - onlyReference) / total, ...told(interval, 'Tango', confidence) };
  }

  /** Rows with the same label and the same two classes are exchangeable: eight cells are resampled, not the rows. */
  private confusions(definition: Comparable, confidence: number): ComparedMeasure['difference'] {
    const { reference, candidate, positive, weights, effectiveRows, rows } = this.sample;
    const cells = new Float64Array(8);
    for (let row = 0; row < rows; row++) {
      cells[4 * positive[row]! + 2 * reference.classes[row]! + candidate.classes[row]!]! += weights[row]!;
    }
    const total = cells.reduce((sum, cell) => sum + cell, 0);
    const counts = [...cells].map((cell) => (total > 0 ? (cell * effectiveRows) / total : 0));
    const valueOf = (side: 'reference' | 'candidate', of: ArrayLike<number>): number | null => {
      const table = [
        [0, 0],
        [0, 0],
      ];
      for (let cell = 0; cell < 8; cell++) {
        table[cell >> 2]![side === 'reference' ? (cell >> 1) & 1 : cell & 1]! += of[cell]!;
      }
      return this.ofConfusion(definition, table, effectiveRows).value;
    };
    const statistic = (of: ArrayLike<number>): number | null =>
      less(valueOf('candidate', of), valueOf('reference', of));
    const value = statistic(counts);
    if (value === null) return null;
    const isAlike = [1, 2, 5, 6].every((cell) => cells[cell] === 0);
    const interval = isAlike
      ? { lower: value, upper: value }
      : bootstrapCounts({ counts, statistic, confidence, seed: this.seed });
    return { value, ...told(interval, 'bootstrap', confidence) };
  }

  private ofConfusion(definition: Comparable, counts: number[][], rows: number): MeasureResult {
    const { classes } = this.sample;
    const input = { classes: [...classes], counts, unlabelled: [0, 0], rows, servedRows: rows, positive: 1 };
    return computeMeasure(definition.id as typeof ACCURACY, input, usualParameters(definition), QUICK);
  }

  private resampled(): Map<string, Replicates> {
    if (this.replicates) return this.replicates;
    const { rows } = this.sample;
    const some = [...this.definitions.values()].filter(
      ({ input, id }) => input !== 'confusion' && id !== AUC,
    );
    if (rows < 2) return (this.replicates = new Map<string, Replicates>());
    const statistics = (times: Float64Array): Map<string, number | null> => {
      const [candidate, reference] = [this.inputsOf('candidate', times), this.inputsOf('reference', times)];
      return new Map(
        some.map((definition) => [
          definition.id,
          less(measureOf(definition, candidate, QUICK).value, measureOf(definition, reference, QUICK).value),
        ]),
      );
    };
    return (this.replicates = bootstrapPairs(rows, statistics, this.seed));
  }

  /** What the measures of one side are computed from, each made once; `times` is how often each row was drawn. */
  private inputsOf(of: 'reference' | 'candidate', times = this.once): Inputs {
    const { positive, labelValues, classes: names, effectiveRows: rows } = this.sample;
    const side = this.sample[of];
    const scored = { scores: side.scores, order: this.orders[of] };
    const weights =
      times === this.once
        ? this.sample.weights
        : this.sample.weights.map((weight, row) => weight * times[row]!);
    return {
      confusion: once(() => confusionOf(side.classes, positive, weights, { rows, names })),
      scores: once(() => scoreCountsOf(scored, positive, weights, rows)),
      top: ({ k }) => topCountsOf(scored.order, positive, weights, times, { rows, k: Number(k) }),
      residuals: once(() => residualSumsOf(scored, labelValues, weights, rows)),
    };
  }
}

type Inputs = Record<Comparable['input'] & ('confusion' | 'scores' | 'top' | 'residuals'), InputOf>;
type InputOf = (params: Record<string, number | string>) => unknown;

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function measureOf(definition: Comparable, inputs: Inputs, wanted: typeof QUICK): MeasureResult {
  const params = usualParameters(definition);
  const input = inputs[definition.input as keyof Inputs](params);
  // The row of the catalogue names the input; TypeScript cannot follow the pairing through an index.
  return computeMeasure(definition.id, input as never, params, wanted);
}

const less = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

const withConfidence = (interval: MeasureResult['interval']): Interval | null =>
  interval ? { ...interval, confidence: CONFIDENCE } : null;

const told = (
  interval: { lower: number; upper: number } | null,
  method: PairedMethod,
  confidence: number,
): { interval: Interval | null; method: PairedMethod } => ({
  interval: interval && { ...interval, confidence },
  method,
});
