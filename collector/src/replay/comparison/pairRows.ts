import type { ModelSpec } from '../../contract';
import type { Column, ReplayedRows } from '../../store';
import { DEFAULT_THRESHOLD } from '../scoring/scorePlan';
import type { PairedRows } from './pairedRows';

/** Rows that both sides scored, those that a side could not score counted, and the numbers of the rows. */
export function pairRows(
  read: ReplayedRows,
  spec: Pick<ModelSpec, 'task' | 'positiveClass' | 'threshold' | 'classes'>,
): { rows: PairedRows; unscored: { reference: number; candidate: number }; numbers: Float64Array } {
  const isLogged = read.replayed.length === 1;
  const reference = isLogged ? read.scores : read.replayed[0]!;
  const candidate = read.replayed[isLogged ? 0 : 1]!;
  const isBinary = spec.task === 'binary';
  const positiveClass = String(spec.positiveClass ?? 1);
  const threshold = spec.threshold ?? DEFAULT_THRESHOLD;
  const kept: number[] = [];
  const unscored = { reference: 0, candidate: 0 };
  for (let row = 0; row < read.rows; row++) {
    if (Number.isNaN(reference[row])) unscored.reference += 1;
    if (Number.isNaN(candidate[row])) unscored.candidate += 1;
    if (!Number.isNaN(reference[row]! - candidate[row]!)) kept.push(row);
  }
  const isPositive = flagsOf(read.classes, positiveClass);
  const hasPositiveLabel = flagsOf(read.labels, positiveClass);
  const labelOf = (row: number): number => {
    if (!isBinary) return Number.isNaN(read.labelValues[row]) ? -1 : 0;
    return read.labels.codes[row]! < 0 ? -1 : hasPositiveLabel(row);
  };
  const ofScores = (scores: Float64Array): Uint8Array =>
    Uint8Array.from(kept, (row) => (isBinary && scores[row]! >= threshold ? 1 : 0));
  const take = (column: Float64Array): Float64Array => Float64Array.from(kept, (row) => column[row]!);
  return {
    rows: {
      task: isBinary ? 'binary' : 'regression',
      classes: [otherClass(spec.classes, positiveClass), positiveClass],
      rows: kept.length,
      ts: take(read.ts),
      weights: take(read.weights),
      reference: take(reference),
      candidate: take(candidate),
      // What was served is what was answered, whatever the threshold says now.
      referenceClasses: isLogged ? Uint8Array.from(kept, isPositive) : ofScores(reference),
      candidateClasses: ofScores(candidate),
      labels: Int8Array.from(kept, labelOf),
      labelValues: take(read.labelValues),
      segments: Object.fromEntries(
        Object.entries(read.segments).map(([name, { codes, dictionary }]) => [
          name,
          { codes: Int32Array.from(kept, (row) => codes[row]!), dictionary },
        ]),
      ),
    },
    unscored,
    numbers: take(read.numbers),
  };
}

function flagsOf({ codes, dictionary }: Column & { type: 'category' }, name: string): (row: number) => 0 | 1 {
  const code = dictionary.indexOf(name);
  return (row) => (code >= 0 && codes[row] === code ? 1 : 0);
}

const otherClass = (classes: readonly string[] | undefined, positiveClass: string): string =>
  classes?.find((one) => one !== positiveClass) ?? (positiveClass === '1' ? '0' : `not ${positiveClass}`);
