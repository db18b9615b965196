import { nameOf, textOf } from './expressions';
import type { Recognised } from './recogniseNumbers';

/** Shares by which a level must move to be part of a pattern, beyond what chance does to it. */
const MOVED = 0.01;
/** A level that gained is one that lost where the two shares are this near to each other. */
const NEAR = 0.25;
const DEVIATIONS = 3;

export interface LevelCounts {
  counts: Map<string, number>;
  rows: number;
}

interface Move {
  level: string;
  before: number;
  after: number;
  moved: number;
}

/** What was done to the levels of a category, told from how often each stood before and after. */
export function recogniseCategories(
  feature: string,
  type: 'category' | 'boolean',
  before: LevelCounts,
  after: LevelCounts,
): Recognised | null {
  if (before.rows < 20 || after.rows < 10) return null;
  const moves = [...new Set([...before.counts.keys(), ...after.counts.keys()])].map((level): Move => {
    const [old, now] = [
      (before.counts.get(level) ?? 0) / before.rows,
      (after.counts.get(level) ?? 0) / after.rows,
    ];
    return { level, before: old, after: now, moved: now - old };
  });
  const isMoved = ({ before: old, after: now, moved }: Move): boolean => {
    const pooled = (old * before.rows + now * after.rows) / (before.rows + after.rows);
    const chance = Math.sqrt(pooled * (1 - pooled) * (1 / before.rows + 1 / after.rows));
    return Math.abs(moved) > Math.max(MOVED, DEVIATIONS * chance);
  };
  const gained = moves.filter((move) => move.moved > 0 && isMoved(move)).sort((a, b) => b.moved - a.moved);
  const lost = moves.filter((move) => move.moved < 0 && isMoved(move)).sort((a, b) => a.moved - b.moved);
  if (gained.length === 0) return null;
  return (
    asConstant(gained, lost) ??
    (type === 'boolean' ? asNegated(feature, gained, lost) : null) ??
    asRenamed(feature, gained, lost) ??
    asMerged(gained, lost)
  );
}

function asConstant(gained: Move[], lost: Move[]): Recognised | null {
  const [only] = gained;
  if (gained.length !== 1 || lost.length < 2 || only!.after < 0.5) return null;
  // What is lost by each level in proportion to its share was overwritten, not renamed.
  const left = lost.map(({ before, after }) => after / before);
  if (Math.max(...left) - Math.min(...left) > 0.25) return null;
  const share = only!.moved / (1 - only!.before);
  const words = `the constant "${only!.level}"${share < 0.98 ? ` in ${percent(share)} of the rows` : ''}`;
  return { likeness: { pattern: 'constant', words, share }, expression: null };
}

/** True for false and false for true. */
function asNegated(feature: string, gained: Move[], lost: Move[]): Recognised | null {
  const [up, down] = [gained[0], lost[0]];
  if (!up || !down || Math.abs(up.after - down.before) > 0.1) return null;
  const words = 'true for false and false for true';
  return {
    likeness: { pattern: 'renamed', words, share: 1, levels: swapOf(up, down) },
    expression: `not ${nameOf(feature)}`,
  };
}

const swapOf = (up: Move, down: Move): { from: string; to: string }[] => [
  { from: up.level, to: down.level },
  { from: down.level, to: up.level },
];

function asRenamed(feature: string, gained: Move[], lost: Move[]): Recognised | null {
  const open = [...lost];
  const pairs: { from: Move; to: Move }[] = [];
  for (const from of gained) {
    const ranked = open
      .map((to) => ({ to, gap: Math.abs(from.moved + to.moved) / from.moved }))
      .filter(({ to, gap }) => gap <= NEAR || (isAlike(from.level, to.level) && gap <= 2 * NEAR))
      .sort((a, b) => likeRank(from, a) - likeRank(from, b));
    const [found] = ranked;
    if (!found) return null;
    open.splice(open.indexOf(found.to), 1);
    pairs.push({ from, to: found.to });
  }
  if (pairs.length === 0) return null;
  const isSwap =
    pairs.length === 1 &&
    pairs[0]!.from.before > MOVED &&
    Math.abs(pairs[0]!.from.after - pairs[0]!.to.before) < 0.05;
  const levels = isSwap
    ? swapOf(pairs[0]!.from, pairs[0]!.to)
    : pairs.map(({ from, to }) => ({ from: from.level, to: to.level }));
  // A level that was always there and merely gained what another lost is a shift, not another name.
  if (!isSwap && pairs.some(({ from }) => from.before > 0.2 * from.after)) return null;
  const share =
    pairs.reduce((sum, { from }) => sum + from.moved, 0) / pairs.reduce((sum, { to }) => sum + to.before, 0);
  const told = levels.map(({ from, to }) => `"${to}" is called "${from}"`).join(', ');
  return {
    likeness: { pattern: 'renamed', words: told, levels, share: Math.min(1, share) },
    expression: `map(${nameOf(feature)}, ${levels.map(({ from, to }) => `${textOf(from)}, ${textOf(to)}`).join(', ')})`,
  };
}

const likeRank = (from: Move, { to, gap }: { to: Move; gap: number }): number =>
  gap - (isAlike(from.level, to.level) ? 1 : 0);

/** The same but for case, spaces, signs between words and leading zeros. */
function isAlike(first: string, second: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '')
      .replace(/^0+(?=.)/, '')
      .replace(/^(\d+)0+$/, '$1');
  return plain(first) !== '' && plain(first) === plain(second);
}

/** Levels that are gone, and one that has what they had. */
function asMerged(gained: Move[], lost: Move[]): Recognised | null {
  const [into] = gained;
  const gone = lost.filter(({ after, before }) => after < 0.1 * before);
  const sum = gone.reduce((total, { moved }) => total - moved, 0);
  if (gained.length !== 1 || gone.length === 0 || Math.abs(sum - into!.moved) > NEAR * into!.moved)
    return null;
  const levels = gone.map(({ level }) => ({ from: into!.level, to: level }));
  const names = gone.map(({ level }) => `"${level}"`).join(', ');
  return {
    likeness: { pattern: 'merged', words: `${names} are counted as "${into!.level}"`, levels, share: 1 },
    expression: null,
  };
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Levels of rows, by how many rows have each. */
export function countLevels(levels: Iterable<string>): LevelCounts {
  const counts = new Map<string, number>();
  let rows = 0;
  for (const level of levels) {
    counts.set(level, (counts.get(level) ?? 0) + 1);
    rows += 1;
  }
  return { counts, rows } satisfies { counts: Map<string, number>; rows: number };
}
