/**
 * Reads at most once in a while: what comes within `ms` gets the answer of before. A reading that failed is not kept.
 */
export function keepFor<T>(
  ms: number,
  read: () => Promise<T>,
  now: () => number = Date.now,
): () => Promise<T> {
  let kept: { at: number; value: Promise<T> } | undefined;
  return () => {
    if (kept && now() - kept.at < ms) return kept.value;
    const one = { at: now(), value: read() };
    kept = one;
    one.value.catch(() => {
      if (kept === one) kept = undefined;
    });
    return one.value;
  };
}
