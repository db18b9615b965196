import type { KeyIndex } from './keyIndex';
import type { FileJournalLimits, JournalLog } from './options';

/**
 * Decides when the index of known events is written: when no event came for a while, after a delay even if they go on
 * coming, and at once when many keys have gathered. One write at a time; one that failed is tried again after the
 * delay, its keys staying in memory.
 */
export class IndexWriter {
  #writing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #hasFailed = false;
  /** When it is written even if it is not quiet. */
  #due: number | null = null;
  #isClosed = false;

  constructor(
    private readonly index: KeyIndex,
    private readonly limits: FileJournalLimits,
    private readonly tell: JournalLog,
    private readonly write: () => Promise<void>,
  ) {}

  /** To be called whenever keys were added. */
  schedule(): void {
    const { index, limits } = this;
    if (this.#writing || this.#isClosed || index.unindexed === 0) return;
    clearTimeout(this.#timer ?? undefined);
    this.#due ??= Date.now() + limits.indexDelayMs;
    const isMany = index.freshKeys >= limits.indexBatchKeys && !this.#hasFailed;
    const waitMs = isMany ? 0 : Math.min(limits.indexQuietMs, Math.max(0, this.#due - Date.now()));
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#due = null;
        this.#writing ??= this.#writeNow();
      },
      this.#hasFailed ? limits.indexDelayMs : waitMs,
    );
    this.#timer.unref();
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer ?? undefined);
    await this.#writing;
    await this.#writeNow();
  }

  async #writeNow(): Promise<void> {
    try {
      await this.write();
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) {
        this.tell(
          `The index of known events could not be written (${String(error)}); its keys stay in memory and it is ` +
            'tried again.',
        );
      }
      this.#hasFailed = true;
    }
    this.#writing = null;
    this.schedule();
  }
}
