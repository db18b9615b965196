import type { Announcement } from '../contract';
import type { AlertRule } from '../alerts';

/** What a rule's only query answered at a moment; null is no verdict. */
export interface Answered {
  at: number;
  value: number | null;
}

const HOLDS = {
  gt: (value: number, bound: number) => value > bound,
  lt: (value: number, bound: number) => value < bound,
};

/**
 * When a rule would have called, and until when: it fires beyond its threshold for as long as it says, goes on until the
 * value is back beyond the recovery threshold, and keeps its state where there is no verdict (unless the rule takes
 * silence for the end). A wait shorter than the distance of two answers counts as over.
 *
 * @param answers in order of time
 */
export function findAnnouncements(
  {
    threshold: { fires, stops },
    forMinutes,
    unknown,
  }: Pick<AlertRule, 'threshold' | 'forMinutes' | 'unknown'>,
  answers: readonly Answered[],
  stepMs: number,
): Omit<Announcement, 'labels'>[] {
  const waitMs = forMinutes * 60_000 < stepMs ? 0 : forMinutes * 60_000;
  const found: Omit<Announcement, 'labels'>[] = [];
  let open: Omit<Announcement, 'labels'> | null = null;
  let since: number | null = null;
  for (const { at, value } of answers) {
    if (value === null && unknown.noData !== 'OK') continue;
    const isBeyond = value !== null && HOLDS[fires.type](value, fires.value);
    if (open) {
      const isOver = value === null || (stops ? HOLDS[stops.type](value, stops.value) : !isBeyond);
      if (!isOver) continue;
      open.until = at;
      open = since = null;
    } else if (!isBeyond) {
      since = null;
    } else {
      since ??= at;
      if (at - since < waitMs) continue;
      open = { at, until: null };
      found.push(open);
    }
  }
  return found;
}
