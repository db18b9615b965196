import { type PredictionDay, type Triangle } from './types';

/**
 * A triangle of at most so many rows: neighbouring days are added up. A merged row reaches only the age that its
 * youngest day has reached: a sum over some of its days would be the coverage of none.
 */
export function mergeDays(triangle: Triangle, mostRows: number): Triangle {
  const size = Math.max(1, Math.ceil(triangle.days.length / Math.max(1, mostRows)));
  if (size === 1) return triangle;
  const days: PredictionDay[] = [];
  for (let start = 0; start < triangle.days.length; start += size) {
    days.push(addUp(triangle.days.slice(start, start + size), triangle.ages.length));
  }
  return { ...triangle, days };
}

function addUp(days: PredictionDay[], ages: number): PredictionDay {
  return {
    dayMs: days[0]!.dayMs,
    days: days.length,
    served: days.reduce((sum, { served }) => sum + served, 0),
    arrived: Array.from({ length: ages }, (_, index) =>
      addAll(days.map(({ arrived }) => arrived[index] ?? null)),
    ),
    partial: Array.from({ length: ages }, (_, index) => {
      const counts = days.map(({ arrived, partial }) => arrived[index] ?? partial[index] ?? null);
      return days.some(({ partial }) => partial[index] != null) ? addAll(counts) : null;
    }),
  };
}

/** Null where one of them is not known. */
function addAll(counts: (number | null)[]): number | null {
  return counts.every((count) => count !== null) ? counts.reduce((sum, count) => sum + count, 0) : null;
}
