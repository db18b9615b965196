/** Agreement that deterministic formulas must reach: relative, and absolute where the expected value is this small. */
export const TOLERANCE = 1e-9;

/** P-values of the same asymptotic method differ by how their tails are summed. */
const PVALUE_TOLERANCE = 1e-6;
const LEAST_PVALUE = 1e-300;

interface Tally {
  comparisons: number;
  /** Of the expected value, or absolute where that is smaller than the tolerance. */
  largestDifference: number;
}

/** Compares values with their references, and remembers how near each measure came. */
export class Comparisons {
  private readonly tallies = new Map<string, Tally>();

  compare(
    measure: string,
    actual: unknown,
    expected: number,
    where: string,
    tolerance: number = TOLERANCE,
  ): void {
    if (typeof actual !== 'number' || !Number.isFinite(expected)) {
      throw new Error(`${measure} ${where}: ${String(actual)} stands against ${expected}`);
    }
    const size = Math.abs(expected);
    const difference = Math.abs(actual - expected) / (size < TOLERANCE ? 1 : size);
    const tally = this.tallies.get(measure) ?? { comparisons: 0, largestDifference: 0 };
    tally.comparisons += 1;
    tally.largestDifference = Math.max(tally.largestDifference, difference);
    this.tallies.set(measure, tally);
    if (difference > tolerance) {
      throw new Error(`${measure} ${where}: ${actual}, expected ${expected}, differs by ${difference}`);
    }
  }

  /** P-values by their logarithm; below 1e-300 both only have to be that small. */
  comparePValue(measure: string, actual: unknown, expected: number, where: string): void {
    const isTiny = typeof actual === 'number' && actual < LEAST_PVALUE && expected < LEAST_PVALUE;
    if (isTiny) return;
    const logarithm = typeof actual === 'number' ? Math.log(actual) : actual;
    this.compare(`${measure} (ln p)`, logarithm, Math.log(expected), where, PVALUE_TOLERANCE);
  }

  count(measure: string): number {
    return this.tallies.get(measure)?.comparisons ?? 0;
  }

  /** One line a measure. */
  table(title: string): string {
    const width = Math.max(...[...this.tallies.keys()].map((name) => name.length), 7);
    const line = (name: string, count: string, difference: string) =>
      `${name.padEnd(width)}  ${count.padStart(11)}  ${difference.padStart(18)}`;
    return [
      title,
      line('measure', 'comparisons', 'largest difference'),
      ...[...this.tallies].map(([name, { comparisons, largestDifference }]) =>
        line(name, String(comparisons), largestDifference === 0 ? '0' : largestDifference.toExponential(1)),
      ),
    ].join('\n');
  }
}
