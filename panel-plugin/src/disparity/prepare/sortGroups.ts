import { type SortOrder } from '../options';
import { type GroupRate } from './types';

/** The highest rate first, or by name; groups that are too small, then those without a rate, come last. */
export function sortGroups(groups: GroupRate[], order: SortOrder): GroupRate[] {
  if (order === 'asGiven') return groups;
  const byName = (a: GroupRate, b: GroupRate): number =>
    a.group.localeCompare(b.group, 'en', { numeric: true });
  if (order === 'name') return [...groups].sort(byName);
  const rank = (group: GroupRate): number => (group.value === null ? 2 : group.isSmall ? 1 : 0);
  return [...groups].sort((a, b) => rank(a) - rank(b) || (b.value ?? 0) - (a.value ?? 0) || byName(a, b));
}
