import { text } from './quote';

/** SQL of the score of a class in the JSON that holds those of all; a JSON pointer, because a name may be anything. */
const scoreOf = (name: string): string => {
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return `TRY_CAST(json_extract_string(scores, ${text(pointer)}) AS DOUBLE)`;
};

/** `s0`, `s1`, ...: the scores of the classes from a column `scores`; NULL where one is not there. */
export const scoreColumns = (classes: readonly string[]): string =>
  classes.map((name, index) => `${scoreOf(name)} AS s${index}`).join(', ');

/** Their sum: NULL where one is missing. Scores are shares of it, as rounding leaves them a little off 1. */
export const scoreTotal = (classes: readonly string[]): string =>
  classes.map((_, index) => `s${index}`).join(' + ') || 'NULL::DOUBLE';
