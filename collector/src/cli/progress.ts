import type { Io } from './io';

export interface Progress {
  show(text: string): void;
  end(): void;
}

/** One line on standard error that is written over, for people; nothing where nobody watches. */
export function startProgress({ err, isWatched }: Io): Progress {
  if (!isWatched) return { show: () => undefined, end: () => undefined };
  let shownAt = 0;
  return {
    show(text) {
      const now = performance.now();
      if (now - shownAt < 100) return;
      shownAt = now;
      err(`\r\u001b[2K${text}`);
    },
    end: () => err('\r\u001b[2K'),
  };
}
