import type { Likeness } from '../../contract';
import { candidateTransforms, type Transform } from './transforms';
import { chanceDistance, kolmogorovDistance, modeOf, quantileOf, shareOf, sortedOf } from './compareSamples';
import { nameOf, undo } from './expressions';

/** Values that are compared: more do not make it surer what it is. */
const MOST_VALUES = 4000;
/** What is left of the distance when a pattern is undone must be smaller than this share of it, or chance. */
const LEFT_OVER = 0.3;
/** A plainer pattern is believed unless a less plain one fits better by so much. */
const FITS_BETTER = 0.03;
const MOSTLY = 0.5;
/** Rows beyond everything known that part of a change is told from. */
const FEWEST_STRANGE = 10;

export interface Recognised {
  likeness: Likeness;
  /** Expression that undoes it, where it can be undone. */
  expression: string | null;
}

/** What was done to the values of a numeric feature, told from those before and after. */
export function recogniseNumbers(
  feature: string,
  before: readonly number[],
  after: readonly number[],
): Recognised | null {
  if (before.length < 20 || after.length < 10) return null;
  const old = sortedOf(thin(before));
  const now = sortedOf(thin(after));
  return (
    asConstant(old, now) ??
    asTruncated(old, now) ??
    asClipped(old, now) ??
    asWhole(feature, old, now) ??
    asPart(feature, old, now)
  );
}

function thin(values: readonly number[]): number[] {
  const step = Math.ceil(values.length / MOST_VALUES);
  return step === 1 ? [...values] : values.filter((_, index) => index % step === 0);
}

function asConstant(old: Float64Array, now: Float64Array): Recognised | null {
  const mode = modeOf(now);
  const usual = shareOf(old, mode.value);
  if (mode.share < MOSTLY || usual > mode.share / 2) return null;
  const share = (mode.share - usual) / (1 - usual);
  const words = `the constant ${mode.value}${share < 0.98 ? ` in ${percent(share)} of the rows` : ''}`;
  return { likeness: { pattern: 'constant', words, share }, expression: null };
}

/** All values, through one transform. */
function asWhole(feature: string, old: Float64Array, now: Float64Array): Recognised | null {
  const best = bestTransform(old, now);
  if (!best) return null;
  return {
    likeness: likenessOf(best.transform, 1),
    expression: undo(feature, best.transform.factor, best.transform.offset),
  };
}

function bestTransform(
  old: Float64Array,
  now: Float64Array,
): { transform: Transform; distance: number } | null {
  const untouched = kolmogorovDistance(now, old);
  const limit = Math.max(chanceDistance(now.length, old.length), LEFT_OVER * untouched);
  let best: { transform: Transform; distance: number } | null = null;
  for (const transform of candidateTransforms(old, now)) {
    const undone = sortedOf(now.map((value) => (value - transform.offset) / transform.factor));
    const distance = distanceOf(undone, old);
    if (distance > limit || distance > untouched / 2) continue;
    const isBetter =
      !best || distance < best.distance - (transform.rank > best.transform.rank ? FITS_BETTER : 0);
    if (isBetter) best = { transform, distance };
  }
  return best;
}

/** Undone values of whole numbers are whole but for rounding: 588 / 12 must be equal to 49. */
const distanceOf = (undone: Float64Array, old: Float64Array): number =>
  kolmogorovDistance(
    undone.map((value) => Number(value.toPrecision(12))),
    old,
  );

function likenessOf({ factor, offset, words }: Transform, share: number): Likeness {
  const pattern = offset === 0 ? 'factor' : factor === 1 ? 'offset' : 'linear';
  return {
    pattern,
    words: share < 0.95 ? `${words}, in ${percent(share)} of the rows` : words,
    ...(pattern !== 'offset' && { factor }),
    ...(pattern !== 'factor' && { offset }),
    share,
  };
}

/** Broken numbers became whole, or fell to multiples of ten, a hundred, a thousand. */
function asTruncated(old: Float64Array, now: Float64Array): Recognised | null {
  for (const step of [1000, 100, 10, 5, 1, 0.1, 0.01]) {
    const isOn = (value: number): boolean => Math.abs(value / step - Math.round(value / step)) < 1e-9;
    const onNow = now.filter(isOn).length / now.length;
    const onBefore = old.filter(isOn).length / old.length;
    if (onNow < 0.9 || onBefore > 0.5) continue;
    for (const [name, cut] of [
      ['cut off', Math.trunc],
      ['rounded', Math.round],
    ] as const) {
      const cutOff = sortedOf(old.map((value) => cut(value / step) * step));
      if (kolmogorovDistance(now, cutOff) > chanceDistance(now.length, old.length)) continue;
      const words = `${name} to ${step === 1 ? 'whole numbers' : `multiples of ${step}`}`;
      return { likeness: { pattern: 'truncated', words, share: onNow }, expression: null };
    }
  }
  return null;
}

/** Nothing beyond a bound, and as much at it as lay beyond. */
function asClipped(old: Float64Array, now: Float64Array): Recognised | null {
  const ends = [
    {
      bound: now[now.length - 1]!,
      isBeyond: (value: number, bound: number) => value >= bound,
      word: 'above',
    },
    { bound: now[0]!, isBeyond: (value: number, bound: number) => value <= bound, word: 'below' },
  ];
  for (const { bound, isBeyond, word } of ends) {
    const beyond = old.filter((value) => isBeyond(value, bound)).length / old.length;
    const at = shareOf(now, bound);
    if (beyond < 0.02 || at < 0.02 || shareOf(old, bound) > at / 2) continue;
    const clipped = sortedOf(old.map((value) => (isBeyond(value, bound) ? bound : value)));
    if (kolmogorovDistance(now, clipped) > 2 * chanceDistance(now.length, old.length)) continue;
    return {
      likeness: { pattern: 'clipped', words: `nothing ${word} ${bound}`, share: at },
      expression: null,
    };
  }
  return null;
}

/**
 * Only some rows, by something that no segment tells: those beyond everything known. The transform is looked for that
 * makes of the old values, where it throws them beyond as well, what is beyond now.
 */
function asPart(feature: string, old: Float64Array, now: Float64Array): Recognised | null {
  const [least, greatest] = [quantileOf(old, 0.001), quantileOf(old, 0.999)];
  const isStrange = (value: number): boolean => value < least || value > greatest;
  const strange = now.filter(isStrange);
  if (strange.length < FEWEST_STRANGE) return null;
  let best: { transform: Transform; distance: number; thrown: number } | null = null;
  for (const transform of candidateTransforms(old, strange)) {
    if (transform.rank > 1) continue;
    const expected = old.map((value) => value * transform.factor + transform.offset).filter(isStrange);
    const thrown = expected.length / old.length;
    if (thrown < 0.05) continue;
    const distance = kolmogorovDistance(strange, sortedOf(expected));
    if (distance > 1.5 * chanceDistance(strange.length, expected.length)) continue;
    if (!best || distance < best.distance) best = { transform, distance, thrown };
  }
  if (!best) return null;
  const { factor, offset } = best.transform;
  const share = Math.min(1, strange.length / now.length / best.thrown);
  const name = nameOf(feature);
  const bounds = [
    ...(strange.some((value) => value > greatest) ? [`${name} > ${greatest}`] : []),
    ...(strange.some((value) => value < least) ? [`${name} < ${least < 0 ? `(${least})` : least}`] : []),
  ];
  return {
    likeness: likenessOf(best.transform, share),
    expression: `if(${bounds.join(' or ')}, ${undo(feature, factor, offset)}, ${name})`,
  };
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
