/** Number of letters to insert, delete or replace to make one word of another (Levenshtein 1966). */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}

/** Longest name that is compared: what nobody types is not worth its quadratic time. */
const LONGEST = 100;

/** Names that someone may have meant, nearest first: few edits away, or one that holds the other. */
export function nearestNames(wanted: string, names: readonly string[], count = 3): string[] {
  const word = wanted.slice(0, LONGEST).toLowerCase();
  const bare = word.slice(word.lastIndexOf('.') + 1);
  return names
    .map((name) => {
      const other = name.slice(0, LONGEST).toLowerCase();
      const holds = bare.length > 2 && other.includes(bare);
      return { name, distance: holds ? 1 : editDistance(word, other) };
    })
    .filter(({ name, distance }) => distance <= Math.max(1, Math.min(word.length, name.length) / 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ name }) => name);
}

/** `did you mean a or b?`, else the names there are (the first of them), else that there are none. */
export function hintOf(wanted: string, names: readonly string[]): string {
  const near = nearestNames(wanted, names);
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`;
  if (names.length === 0) return 'There are none.';
  const shown = names.slice(0, 10).join(', ');
  return `There ${names.length === 1 ? 'is' : 'are'} ${shown}${names.length > 10 ? `, and ${names.length - 10} more` : ''}.`;
}
