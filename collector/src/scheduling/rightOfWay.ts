import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/**
 * Lets short work that somebody waits for go before long work that nobody watches: a query before the taking in of
 * events. Both would otherwise share the cores and the event loop, and the query take as long as what it met.
 */
export class RightOfWay {
  private running = 0;
  private becameFree: (() => void)[] = [];
  private last: Promise<void> = Promise.resolve();

  /**
   * @param longestMs how long one piece of the other work waits at most: it is slowed, never stopped
   * @param lingerMs how long the way stays taken after the first work, where its next step follows at once
   */
  constructor(
    private readonly longestMs: number,
    private readonly lingerMs = 0,
  ) {}

  /** Runs what goes first. */
  async first<T>(work: () => Promise<T>): Promise<T> {
    this.running += 1;
    try {
      return await work();
    } finally {
      if (this.lingerMs === 0) this.end();
      else setTimeout(() => this.end(), this.lingerMs);
    }
  }

  private end(): void {
    this.running -= 1;
    if (this.running === 0) for (const free of this.becameFree.splice(0)) free();
  }

  /**
   * Resolves when one piece of the other work may be done: pieces come one after the other, each in a turn of the
   * event loop of its own, and when nothing runs that goes first or the longest wait is over.
   */
  giveWay(): Promise<void> {
    this.last = this.last.then(() => this.wait());
    return this.last;
  }

  private async wait(): Promise<void> {
    await nextTurn();
    if (this.running === 0) return;
    const waited = new AbortController();
    const free = new Promise<void>((resolve) => this.becameFree.push(resolve));
    const longest = sleep(this.longestMs, undefined, { signal: waited.signal }).catch(() => undefined);
    await Promise.race([free, longest]);
    waited.abort();
  }
}
