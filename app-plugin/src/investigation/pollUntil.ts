const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 3_000;

/** How long a page waits by itself; a window of the largest size is looked into within a minute. */
export const PATIENCE_MS = 120_000;

export class TookTooLong extends Error {}

/**
 * Asks until the answer has ended, at first often and then every three seconds.
 *
 * @param onAnswer hears each answer, also those on the way
 * @throws TookTooLong when it has not ended in time; whatever runs at the collector goes on
 */
export async function pollUntil<T>(
  ask: () => Promise<T>,
  hasEnded: (answer: T) => boolean,
  { signal, onAnswer }: { signal: AbortSignal; onAnswer?: (answer: T) => void },
): Promise<T> {
  const limit = Date.now() + PATIENCE_MS;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 1.5)) {
    const answer = await ask();
    signal.throwIfAborted();
    onAnswer?.(answer);
    if (hasEnded(answer)) return answer;
    if (Date.now() + wait > limit) {
      throw new TookTooLong('It still runs at the collector after two minutes; others may be before it.');
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    signal.throwIfAborted();
  }
}
