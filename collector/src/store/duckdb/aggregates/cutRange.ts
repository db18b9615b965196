import { HOUR_MS, HOURS_OF_DAY } from './tables';

/** Whole numbers from `from` up to, without, `to`. */
export interface Run {
  from: number;
  to: number;
}

/** Where the rows of a range of time are counted from. */
export interface CutRange {
  /** In milliseconds: read from rows. */
  raw: Run[];
  hours: Run[];
  days: Run[];
}

/** Statements over rows that one question may need; beyond, clean hours between two of them are read as rows too. */
const RAW_LIMIT = 6;

/**
 * Cuts a range (milliseconds) into whole days that are counted, whole clean hours, and the rest. An hour is clean when
 * it is not among `unclean`: one without rows is so, and adds nothing.
 */
export function cutRange(
  { from, to }: Run,
  unclean: Iterable<number>,
  countedDays: Iterable<number>,
): CutRange {
  const inner = { from: Math.ceil(from / HOUR_MS), to: Math.floor(to / HOUR_MS) };
  if (!(inner.from < inner.to)) return { raw: [{ from, to }], hours: [], days: [] };
  const dirty = sortedWithin(unclean, inner).map((hour) => ({
    from: hour * HOUR_MS,
    to: (hour + 1) * HOUR_MS,
  }));
  const edges = [
    { from, to: inner.from * HOUR_MS },
    { from: inner.to * HOUR_MS, to },
  ].filter((edge) => edge.from < edge.to);
  const raw = joinNearest([...edges, ...dirty].sort((a, b) => a.from - b.from));
  const clean: Run[] = [];
  let next = inner.from;
  for (const gap of raw) {
    const start = Math.floor(gap.from / HOUR_MS);
    if (next < start) clean.push({ from: next, to: start });
    next = Math.max(next, Math.ceil(gap.to / HOUR_MS));
  }
  if (next < inner.to) clean.push({ from: next, to: inner.to });
  const days = [...new Set(countedDays)].sort((a, b) => a - b);
  const parts = clean.map((run) => splitDays(run, days));
  return { raw, hours: parts.flatMap(({ hours }) => hours), days: parts.flatMap((part) => part.days) };
}

function sortedWithin(hours: Iterable<number>, { from, to }: Run): number[] {
  return [...new Set(hours)].filter((hour) => hour >= from && hour < to).sort((a, b) => a - b);
}

function joinNearest(ranges: Run[]): Run[] {
  const joined: Run[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else joined.push({ ...range });
  }
  while (joined.length > RAW_LIMIT) {
    let nearest = 1;
    for (let index = 2; index < joined.length; index++) {
      const gap = joined[index]!.from - joined[index - 1]!.to;
      if (gap < joined[nearest]!.from - joined[nearest - 1]!.to) nearest = index;
    }
    joined[nearest - 1]!.to = joined[nearest]!.to;
    joined.splice(nearest, 1);
  }
  return joined;
}

/** @param days that are counted, ascending */
function splitDays(run: Run, days: readonly number[]): Pick<CutRange, 'hours' | 'days'> {
  const inside = days.filter((day) => day * HOURS_OF_DAY >= run.from && (day + 1) * HOURS_OF_DAY <= run.to);
  const found: Pick<CutRange, 'hours' | 'days'> = { hours: [], days: [] };
  let next = run.from;
  for (const day of inside) {
    const start = day * HOURS_OF_DAY;
    if (next < start) found.hours.push({ from: next, to: start });
    const last = found.days.at(-1);
    if (last?.to === day) last.to = day + 1;
    else found.days.push({ from: day, to: day + 1 });
    next = start + HOURS_OF_DAY;
  }
  if (next < run.to) found.hours.push({ from: next, to: run.to });
  return found;
}
