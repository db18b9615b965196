const DAY_MS = 86_400_000;

/**
 * The last window of a length that ends with a day whose labels are mature: later days would judge a candidate by the
 * labels that happen to come first. Null where no day is mature.
 */
export function lastMatureWindow(
  days: readonly { day: number; coverage: number | null }[],
  { lengthMs, to, maturity }: { lengthMs: number; to: number; maturity: number },
): { from: number; to: number } | null {
  const last = days.filter(({ coverage }) => coverage !== null && coverage >= maturity).at(-1);
  if (!last) return null;
  const end = Math.min(to, last.day + DAY_MS);
  return { from: end - lengthMs, to: end };
}
