import type { Filter, Likeness, ModelEntry, Repair } from '../../contract';
import type { Fact } from '../facts';
import { isMissing } from '../facts';
import {
  countLevels,
  levelsOf,
  nameOf,
  type Recognised,
  recogniseCategories,
  recogniseNumbers,
  recogniseSwap,
  type SwapSide,
} from '../likeness';
import type { Rows } from '../rows';
import type { ChangedRows } from './changedRows';

export interface Recognition {
  likeness: Likeness | null;
  repairs: Repair[];
}

/** Dimensions that a repair may be limited by; see the filters of a replay. */
const repairable = (entry: ModelEntry, where: Filter[]): boolean =>
  where.every(({ key }) => key === 'version' || entry.schema.segments.includes(key));

/** What the change of a feature looks like, and the repair that would undo it. */
export function recognise(
  rows: Rows,
  entry: ModelEntry,
  fact: Fact,
  where: Filter[],
  changed: ChangedRows,
): Recognition {
  const { feature, kind } = fact;
  if (feature === null) return { likeness: null, repairs: [] };
  const repairOf = (name: string, expression: string): Repair =>
    where.length > 0 ? { feature: name, expression, where } : { feature: name, expression };
  const allowed = (repairs: Repair[]): Repair[] => (repairable(entry, where) ? repairs : []);

  if (kind === 'missing') return { likeness: missingLikeness(rows, feature, changed), repairs: [] };
  if (kind === 'invalid') return { likeness: wrongType(rows, feature), repairs: [] };
  if (kind === 'freshness') return { likeness: null, repairs: [] };

  const swapped = recogniseSwap(sideOf(rows, feature), otherSides(rows, feature), changed);
  if (swapped !== null) {
    return {
      likeness: {
        pattern: 'swapped',
        words: `${feature} and ${swapped} are exchanged`,
        otherFeature: swapped,
        share: 1,
      },
      repairs: allowed([repairOf(feature, nameOf(swapped)), repairOf(swapped, nameOf(feature))]),
    };
  }
  const found = recogniseValues(rows, entry, feature, changed);
  if (!found) {
    return { likeness: { pattern: 'shifted', words: 'another distribution', share: 1 }, repairs: [] };
  }
  return {
    likeness: found.likeness,
    repairs: found.expression === null ? [] : allowed([repairOf(feature, found.expression)]),
  };
}

const sideOf = (rows: Rows, feature: string): SwapSide => ({ feature, column: rows.features[feature]! });
const otherSides = (rows: Rows, feature: string): SwapSide[] =>
  Object.keys(rows.features)
    .filter((name) => name !== feature)
    .map((name) => sideOf(rows, name));

function recogniseValues(
  rows: Rows,
  entry: ModelEntry,
  feature: string,
  { before, after }: ChangedRows,
): Recognised | null {
  const column = rows.features[feature]!;
  if (column.type === 'number') {
    const numbers = (list: readonly number[]): number[] =>
      list.map((row) => column.values[row]!).filter((value) => !Number.isNaN(value));
    return recogniseNumbers(feature, numbers(before), numbers(after));
  }
  const type = entry.schema.features.find(({ name }) => name === feature)!.type;
  return recogniseCategories(
    feature,
    type === 'boolean' ? 'boolean' : 'category',
    countLevels(levelsOf(column, before)),
    countLevels(levelsOf(column, after)),
  );
}

function missingLikeness(rows: Rows, feature: string, { after }: ChangedRows): Likeness {
  const column = rows.features[feature]!;
  const share = after.filter((row) => isMissing(column, row)).length / Math.max(1, after.length);
  return { pattern: 'missing', words: `missing in ${Math.round(share * 100)} % of the rows`, share };
}

function wrongType(rows: Rows, feature: string): Likeness {
  const texts = rows.invalidTexts[feature] ?? [];
  return {
    pattern: 'wrong type',
    words: `values of the wrong type, such as ${texts.slice(0, 3).join(', ')}`,
    share: 1,
  };
}
