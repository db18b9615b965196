import { type CategoryProfile, SCORE_COLUMN } from '../../../contract';
import type { Engine } from '../engine';
import { featureExpression, FIRST_REQUEST_CODE, RequestTexts } from '../featureExpression';
import type { Layout } from '../layouts';
import { boundsOf } from '../numericBounds';
import { ANSWERED, type SourceColumn } from '../source';
import type { Bins, CountedColumn } from './blueprint';

/** Values of rows as counts are made of them: which count of a column each value adds to. */
export interface Binner {
  /** Number without NULL: NaN where there is none (numbers), -1 (codes), `MISFIT` where it cannot be read. */
  source: SourceColumn['of'];
  kind: 'number' | 'code';
  /** Puts the slot of each value, from `first` on, at a place of its row; leaves it where there is no value. */
  put: (values: ArrayLike<number>, slots: Int32Array, width: number, place: number, first: number) => void;
}

const MISFIT_CODE = -2;

export function binnerOf(engine: Engine, model: string, { name, profile }: CountedColumn): Binner {
  return profile.type === 'number'
    ? numberBinner(engine, name, profile)
    : codeBinner(engine, model, name, profile);
}

function numberBinner(engine: Engine, name: string, profile: Bins & { type: 'number' }): Binner {
  const bounds = boundsOf(profile);
  const invalid = bounds.length + 1;
  const source = (layout: Layout): string => {
    if (name === SCORE_COLUMN) return `CASE WHEN ${ANSWERED} THEN coalesce(score, 'NaN') ELSE 'NaN' END`;
    const { value, isMisfit } = featureExpression(engine, layout, name, 'number', null);
    const read = `coalesce(${value}, 'NaN'::DOUBLE)`;
    // No feature is infinite, so that value is free to tell what cannot be read.
    return isMisfit === null ? read : `CASE WHEN ${isMisfit} THEN 'Infinity'::DOUBLE ELSE ${read} END`;
  };
  return {
    source,
    kind: 'number',
    put: (values, slots, width, place, first) => {
      const least = Float64Array.from(bounds);
      const count = least.length;
      for (let row = 0, at = place; row < values.length; row++, at += width) {
        const value = values[row]!;
        if (value !== value) continue;
        if (value === Infinity) {
          slots[at] = first + invalid;
          continue;
        }
        let slot = 0;
        while (slot < count && value > least[slot]!) slot += 1;
        slots[at] = first + slot;
      }
    },
  };
}

function codeBinner(
  engine: Engine,
  model: string,
  name: string,
  { type, levels }: Bins & { type: CategoryProfile['type'] },
): Binner {
  const dictionary = engine.dictionaries.of(model, `feature:${name}`);
  const texts = new RequestTexts(dictionary, levels);
  const unseen = levels.length;
  const slotOfCode = new Int32Array(Math.max(2, dictionary.texts.length)).fill(unseen);
  if (type === 'boolean') {
    ['false', 'true'].forEach((level, code) => (slotOfCode[code] = placeOrUnseen(levels, level)));
  } else {
    levels.forEach((level, slot) => {
      const code = dictionary.codes.get(level);
      if (code !== undefined) slotOfCode[code] = slot;
    });
  }
  return {
    source: (layout) => {
      const { value, isMisfit } = featureExpression(engine, layout, name, type, texts);
      const read = `coalesce((${value})::INTEGER, -1)`;
      return isMisfit === null ? read : `CASE WHEN ${isMisfit} THEN ${MISFIT_CODE} ELSE ${read} END`;
    },
    kind: 'code',
    put: (codes, slots, width, place, first) => {
      for (let row = 0, at = place; row < codes.length; row++, at += width) {
        const code = codes[row]!;
        if (code >= 0 && code < slotOfCode.length) slots[at] = first + slotOfCode[code]!;
        else if (code === MISFIT_CODE) slots[at] = first + unseen + 1;
        else if (code >= 0) {
          const ofRequest = code - FIRST_REQUEST_CODE;
          slots[at] = first + (ofRequest >= 0 && ofRequest < unseen ? ofRequest : unseen);
        }
      }
    },
  };
}

function placeOrUnseen(levels: readonly string[], level: string): number {
  const place = levels.indexOf(level);
  return place === -1 ? levels.length : place;
}
