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
  /** Offset of the count among those of the column; -1 where there is no value. */
  slotOf: (value: number) => number;
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
    slotOf: (value) => {
      if (value !== value) return -1;
      if (value === Infinity) return invalid;
      let slot = 0;
      while (slot < bounds.length && value > bounds[slot]!) slot += 1;
      return slot;
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
    slotOf: (code) => {
      if (code === -1) return -1;
      if (code === MISFIT_CODE) return unseen + 1;
      if (code < slotOfCode.length) return slotOfCode[code]!;
      const ofRequest = code - FIRST_REQUEST_CODE;
      return ofRequest >= 0 && ofRequest < unseen ? ofRequest : unseen;
    },
  };
}

function placeOrUnseen(levels: readonly string[], level: string): number {
  const place = levels.indexOf(level);
  return place === -1 ? levels.length : place;
}
