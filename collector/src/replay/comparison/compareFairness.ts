import { comparableMeasures, type ComparedMeasure, type ConfusionCounts } from '../../contract';
import { bootstrapCounts, computeMeasure, CONFIDENCE, type MeasureResult } from '../../measures';
import { usualParameters } from './measurePairs';
import { effectiveRows, MISSING_GROUP, type PairedRows } from './pairedRows';

type Comparable = ReturnType<typeof comparableMeasures>[number];

/** Label (0, 1, not there) by class of the reference by class of the candidate. */
const CELLS = 12;
const NO_LABEL = 2;

/** How many rows of each kind a group has, scaled to rows of equal weight. */
interface GroupCells {
  group: string;
  cells: Float64Array;
}

interface Groups {
  compared: GroupCells[];
  /** Names of those that are too small to be compared. */
  small: string[];
}

/**
 * Disparities between the groups of one segment on both sides. Those of errors are of labelled rows, weighted for
 * uneven label coverage; those of selection are of all rows.
 */
export class FairnessPairs {
  private readonly groups: Record<'labelled' | 'served', Groups>;
  private readonly definitions: Map<string, Comparable>;

  constructor(
    rows: PairedRows,
    private readonly segment: string,
    labelWeights: Float64Array,
    private readonly options: { minimumGroup: number; seed: number },
  ) {
    const { minimumGroup } = options;
    this.groups = {
      labelled: partBySize(countCells(rows, segment, labelWeights), (cells) => {
        const { counts } = confusionOf(cells, 'reference');
        return counts.every((row) => row[0]! + row[1]! >= minimumGroup);
      }),
      served: partBySize(
        countCells(rows, segment, rows.weights),
        (cells) => confusionOf(cells, 'reference').servedRows >= minimumGroup,
      ),
    };
    const known = comparableMeasures(rows.task).filter(({ family }) => family === 'fairness');
    this.definitions = new Map(known.map((definition) => [definition.id, definition]));
  }

  compare(): ComparedMeasure[] {
    return [...this.definitions.values()].map((definition) => {
      const [reference, candidate] = [
        this.measure('reference', definition),
        this.measure('candidate', definition),
      ];
      const { id, title, unit, better } = definition;
      const { small } = this.groupsOf(definition);
      return {
        measure: id,
        title,
        unit,
        better,
        segment: this.segment,
        reference: reference.value,
        referenceInterval: reference.interval ? { ...reference.interval, confidence: CONFIDENCE } : null,
        candidate: candidate.value,
        candidateInterval: candidate.interval ? { ...candidate.interval, confidence: CONFIDENCE } : null,
        difference: this.difference(id, CONFIDENCE),
        ...(small.length > 0 && { leftOut: small }),
        ...((reference.reason ?? candidate.reason) && { reason: reference.reason ?? candidate.reason }),
      };
    });
  }

  /** Candidate less reference; the kinds of rows of all groups are resampled together. */
  difference(id: string, confidence: number): ComparedMeasure['difference'] {
    const definition = this.definitions.get(id)!;
    const groups = this.groupsOf(definition).compared;
    const counts = groups.flatMap(({ cells }) => [...cells]);
    const statistic = (of: ArrayLike<number>): number | null => {
      const drawn = groups.map(({ group }, index) => ({
        group,
        cells: Float64Array.from({ length: CELLS }, (_, cell) => of[index * CELLS + cell]!),
      }));
      const candidate = this.measure('candidate', definition, drawn, false).value;
      const reference = this.measure('reference', definition, drawn, false).value;
      return candidate === null || reference === null ? null : candidate - reference;
    };
    const value = statistic(counts);
    if (value === null) return null;
    const isAlike = groups.every(({ cells }) => cells.every((count, cell) => !differs(cell) || count === 0));
    const interval = isAlike
      ? { lower: value, upper: value }
      : bootstrapCounts({ counts, statistic, confidence, seed: this.options.seed });
    return { value, interval: interval && { ...interval, confidence }, method: 'bootstrap' };
  }

  private groupsOf = ({ needsLabels }: Comparable): Groups =>
    this.groups[needsLabels ? 'labelled' : 'served'];

  private measure(
    side: 'reference' | 'candidate',
    definition: Comparable,
    groups = this.groupsOf(definition).compared,
    isThorough = true,
  ): MeasureResult {
    const confusions = groups.map(({ group, cells }) => [group, confusionOf(cells, side)]);
    const input = {
      groups: Object.fromEntries(confusions) as Record<string, ConfusionCounts>,
      baseline: null,
      // Small groups are left out already, the same ones on both sides and in every resample.
      minimumGroup: 1,
      positive: 1,
    };
    const wanted = { everything: isThorough, bootstrap: isThorough };
    return computeMeasure(
      definition.id as 'fairness.equalizedOddsDifference',
      input,
      usualParameters(definition),
      wanted,
    );
  }
}

/** A group is compared where it has enough rows: of each label for errors, of any for selection. */
function partBySize(groups: GroupCells[], isLarge: (cells: Float64Array) => boolean): Groups {
  return {
    compared: groups.filter(({ cells }) => isLarge(cells)),
    small: groups.filter(({ cells }) => !isLarge(cells)).map(({ group }) => group),
  };
}

const differs = (cell: number): boolean => ((cell >> 1) & 1) !== (cell & 1);

function countCells(rows: PairedRows, segment: string, weights: Float64Array): GroupCells[] {
  const { codes, dictionary } = rows.segments[segment]!;
  const byGroup = new Map<string, Float64Array>();
  for (let row = 0; row < rows.rows; row++) {
    if (weights[row] === 0) continue;
    const group = dictionary[codes[row]!] ?? MISSING_GROUP;
    let cells = byGroup.get(group);
    if (!cells) byGroup.set(group, (cells = new Float64Array(CELLS)));
    const label = rows.labels[row]! < 0 ? NO_LABEL : rows.labels[row]!;
    cells[4 * label + 2 * rows.referenceClasses[row]! + rows.candidateClasses[row]!]! += weights[row]!;
  }
  let total = 0;
  for (const weight of weights) total += weight;
  const scale = total > 0 ? effectiveRows(weights) / total : 0;
  return [...byGroup].map(([group, cells]) => ({ group, cells: cells.map((cell) => cell * scale) }));
}

function confusionOf(cells: Float64Array, side: 'reference' | 'candidate'): ConfusionCounts {
  const counts = [
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  cells.forEach((count, cell) => {
    counts[cell >> 2]![side === 'reference' ? (cell >> 1) & 1 : cell & 1]! += count;
  });
  const [negatives, positives, unlabelled] = counts as [number[], number[], number[]];
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  const rows = sum(negatives) + sum(positives);
  return {
    classes: ['0', '1'],
    counts: [negatives, positives],
    unlabelled,
    rows,
    servedRows: rows + sum(unlabelled),
  };
}
