const BARE = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const WORDS = new Set(['and', 'or', 'not', 'if', 'missing', 'map']);

/** A feature as the language of repairs writes it. */
export const nameOf = (feature: string): string =>
  BARE.test(feature) && !WORDS.has(feature) ? feature : `\`${feature.replaceAll(/[\\`]/g, '\\$&')}\``;

export const textOf = (value: string): string => `"${value.replaceAll(/[\\"]/g, '\\$&')}"`;

/** A number without an exponent that the language does not need, a negative one in parentheses. */
const numberOf = (value: number): string => (value < 0 ? `(${String(value)})` : String(value));

/** The expression that undoes `value * factor + offset`. */
export function undo(feature: string, factor: number, offset: number): string {
  const name = nameOf(feature);
  const moved =
    offset === 0 ? name : offset > 0 ? `${name} - ${round(offset)}` : `${name} + ${round(-offset)}`;
  if (factor === 1) return moved;
  const inner = offset === 0 ? moved : `(${moved})`;
  if (factor === -1) return `-${inner}`;
  const inverse = 1 / factor;
  return Math.abs(factor) < 1 ? `${inner} * ${numberOf(round(inverse))}` : `${inner} / ${numberOf(factor)}`;
}

/** 1 / (1 / 12) is not quite 12. */
const round = (value: number): number => Number(value.toPrecision(12));
