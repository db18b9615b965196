import type { LabelWeighting } from '../../contract';
import { effectiveRows, MISSING_GROUP, type PairedRows } from './pairedRows';

/** Parts of the rows by time: the later ones have had less time to be labelled. */
const PARTS = 5;
/** Labelled rows below which a stratum is pooled: fewer would stand for too many. */
const FEWEST_LABELLED = 20;
/** Rows below which the coverage of a group says nothing about where labels are missing. */
const FEWEST_ROWS = 100;

export interface WeighedLabels {
  /** By row: what it stands for; 0 where its label has not arrived. */
  weights: Float64Array;
  weighting: LabelWeighting;
}

/**
 * Weighs labelled rows so that together they look like all rows: labels come late and unevenly, and what has arrived
 * would otherwise speak for the groups and hours that are labelled first. Each labelled row stands for the rows of its
 * stratum (post-stratification: Holt and Smith 1979).
 *
 * A stratum is a fifth of the rows by time, crossed with the group of the segment whose label coverage differs most.
 * One with few labelled rows is pooled with its like in the same fifth, and then with all of its like.
 */
export function weighLabels(rows: PairedRows): WeighedLabels {
  const segment = mostUneven(rows);
  const groups = segment === null ? null : rows.segments[segment]!;
  const partOf = (row: number): number => Math.floor((PARTS * row) / rows.rows);
  const fine = (row: number): string => `${partOf(row)}·${groups ? groups.codes[row] : ''}`;
  const enough = (of: Map<string, Stratum>, key: string): boolean => of.get(key)!.labelled >= FEWEST_LABELLED;

  const byGroup = countStrata(rows, fine);
  const pooled = (row: number): string => (enough(byGroup, fine(row)) ? fine(row) : `${partOf(row)}`);
  const byPart = countStrata(rows, pooled);
  const keyOf = (row: number): string => (enough(byPart, pooled(row)) ? pooled(row) : 'rest');
  const strata = countStrata(rows, keyOf);

  const weights = new Float64Array(rows.rows);
  let labelled = 0;
  for (let row = 0; row < rows.rows; row++) {
    if (rows.labels[row]! < 0) continue;
    const { weight, labelledWeight } = strata.get(keyOf(row))!;
    weights[row] = rows.weights[row]! * (weight / labelledWeight);
    labelled += 1;
  }
  const coverages = [...strata.values()].map((one) => one.labelledWeight / one.weight);
  const all = countStrata(rows, () => '').get('');
  return {
    weights,
    weighting: {
      rows: rows.rows,
      labelled,
      coverage: all ? all.labelledWeight / all.weight : 0,
      rule:
        `each labelled row stands for the rows of its stratum: a fifth of the rows by time` +
        (segment === null ? '' : `, crossed with ${segment}, the segment whose label coverage differs most`),
      strata: strata.size,
      leastCoverage: coverages.length > 0 ? Math.min(...coverages) : 0,
      largestCoverage: coverages.length > 0 ? Math.max(...coverages) : 0,
      effectiveRows: effectiveRows(weights),
    },
  };
}

interface Stratum {
  rows: number;
  weight: number;
  labelled: number;
  labelledWeight: number;
}

function countStrata(rows: PairedRows, keyOf: (row: number) => string): Map<string, Stratum> {
  const strata = new Map<string, Stratum>();
  for (let row = 0; row < rows.rows; row++) {
    const key = keyOf(row);
    let stratum = strata.get(key);
    if (!stratum) strata.set(key, (stratum = { rows: 0, weight: 0, labelled: 0, labelledWeight: 0 }));
    stratum.rows += 1;
    stratum.weight += rows.weights[row]!;
    if (rows.labels[row]! < 0) continue;
    stratum.labelled += 1;
    stratum.labelledWeight += rows.weights[row]!;
  }
  return strata;
}

/** The segment whose groups differ most in label coverage; null where none has two groups that can be told apart. */
function mostUneven(rows: PairedRows): string | null {
  let most: { segment: string; spread: number } | null = null;
  for (const [segment, { codes, dictionary }] of Object.entries(rows.segments)) {
    const groups = countStrata(rows, (row) => dictionary[codes[row]!] ?? MISSING_GROUP);
    const coverages = [...groups.values()]
      .filter((group) => group.rows >= FEWEST_ROWS)
      .map((group) => group.labelledWeight / group.weight);
    if (coverages.length < 2) continue;
    const spread = Math.max(...coverages) - Math.min(...coverages);
    if (spread > (most?.spread ?? 0)) most = { segment, spread };
  }
  return most?.segment ?? null;
}
